using System.Globalization;
using TradingFunctions.Domain;

namespace TradingFunctions.Api.Signals;

/// <summary>An order's origin that is a monitor's alert: run, symbol and sequence with bars between.</summary>
internal readonly record struct AlertOrigin(RunId Run, Symbol Symbol, int Sequence)
{
    /// <summary>Null for the origin of a signal from outside.</summary>
    public static AlertOrigin? Parse(string origin) =>
        origin.Split('|') is [var run, var symbol, var sequence]
        && RunId.TryCreate(run, out var runId, out _)
        && Symbol.TryCreate(symbol, out var ticker, out _)
        && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AlertOrigin(runId, ticker, number)
            : null;
}
