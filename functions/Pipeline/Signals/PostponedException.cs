namespace TradingFunctions.Pipeline.Signals;

/// <summary>A queued signal has to wait: nothing is wrong with it, and nothing has been done about it yet.</summary>
public sealed class PostponedException(string message) : Exception(message);
