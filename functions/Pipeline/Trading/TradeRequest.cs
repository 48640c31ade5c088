using TradingFunctions.Domain;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>A signal to act on.</summary>
/// <param name="Origin">What order ids derive from: the signal id, or run, symbol and alert sequence.</param>
/// <param name="FencingToken">Token of the symbol's lock that the caller holds; 0 for none.</param>
/// <param name="WaitForFill">How long to wait for fills before answering; null answers as soon as the broker has the order. Not in virtual time.</param>
/// <param name="Caller">Who asks: a name from outside, or the part of the pipeline.</param>
/// <param name="CanWait">Nobody is waiting for the answer: over the message budget the signal is postponed instead of refused, until it is too old.</param>
/// <param name="Trace">W3C <c>traceparent</c> to carry on; null where nothing is traced.</param>
/// <param name="Size">Part of the size that sizing gives an entry, 0 to 1.</param>
public sealed record TradeRequest(
    TradingSignal Signal, string Origin, long FencingToken = 0, TimeSpan? WaitForFill = null, CallerId? Caller = null, bool CanWait = false, string? Trace = null, decimal Size = 1m);

/// <summary>Callers inside the pipeline, as <c>risk.authorisedCallers</c> names them.</summary>
public static class Callers
{
    /// <summary>Alerts of the monitors.</summary>
    public static readonly CallerId Pipeline = new("pipeline");

    /// <summary>The HTTP API, where the request names nobody.</summary>
    public static readonly CallerId Http = new("http");

    /// <summary>The signal queue.</summary>
    public static readonly CallerId Queue = new("queue");
}
