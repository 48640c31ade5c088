namespace TradingFunctions.Local.Engine;

/// <summary>The engine's database cannot be used; the message says what to do. Nothing in the file was changed by the failed step.</summary>
public sealed class EngineStorageException(string message, Exception? inner = null) : IOException(message, inner);
