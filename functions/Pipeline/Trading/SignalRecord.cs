using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>The document of a signal: its own partition, created before anything is done for it.</summary>
/// <param name="Digest">SHA-256 of the canonical body: tells a repeat from a conflict.</param>
/// <param name="Answer">The first answer; null while it is being worked on.</param>
/// <param name="LogSequence">Last entry of the account's log that the books held when the answer was made: the signal has its place behind it. 0 where that is not known.</param>
/// <param name="Trace">W3C <c>traceparent</c> of the signal's arrival; null where nothing was traced.</param>
public sealed record SignalRecord(TradingSignal Signal, string Digest, string Origin, DateTime ReceivedUtc, TradeAnswer? Answer = null, string? Trace = null, long LogSequence = 0);
