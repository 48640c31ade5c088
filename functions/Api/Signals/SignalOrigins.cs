using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Api.Signals;

/// <summary>The signal behind an order's origin: the origin itself, or where a monitor's alert led to it, the alert's.</summary>
internal static class SignalOrigins
{
    public static SignalId? IdOf(string origin)
    {
        if (SignalId.TryCreate(origin, out var id, out _))
        {
            return id;
        }

        return origin.Split('|') is [var run, var symbol, var sequence]
            && RunId.TryCreate(run, out var runId, out _)
            && Symbol.TryCreate(symbol, out var ticker, out _)
            && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? AlertEvaluator.SignalIdOf(runId, ticker, number)
                : null;
    }
}
