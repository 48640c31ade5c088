using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Risk;

/// <summary>What neither books nor market know of an order, but who wants it sent.</summary>
/// <param name="Caller">Who asks; null for what the pipeline itself decides again.</param>
/// <param name="SignalUtc">When the signal was raised; null for orders without one.</param>
/// <param name="Confidence">0 to 1; null for orders without a signal.</param>
/// <param name="FencingToken">Of the symbol's lock; 0 without one.</param>
/// <param name="BrokerMessages">The broker's own count of the account's messages; null where it tells none, or its window is over.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GateAsker(CallerId? Caller, DateTime? SignalUtc, decimal? Confidence, long FencingToken, MessageWindow? BrokerMessages);
