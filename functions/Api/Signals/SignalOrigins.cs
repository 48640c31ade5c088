using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Api.Signals;

/// <summary>The signal behind an order's origin: the origin itself, or where a monitor's alert led to it, the alert's.</summary>
internal static class SignalOrigins
{
    public static SignalId? IdOf(string origin) =>
        SignalId.TryCreate(origin, out var id, out _) ? id
        : AlertOrigin.Parse(origin) is { } alert ? AlertEvaluator.SignalIdOf(alert.Run, alert.Symbol, alert.Sequence)
        : null;
}
