namespace TradingFunctions.Local.Replay;

/// <summary>A replay cannot start or go on; the message says why and what to do.</summary>
public sealed class ReplayException(string message, Exception? inner = null) : Exception(message, inner);
