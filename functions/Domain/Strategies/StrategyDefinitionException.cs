namespace TradingFunctions.Domain.Strategies;

/// <summary>A class cannot be a strategy; the message says why, for the one who wrote it.</summary>
public sealed class StrategyDefinitionException(string message, Exception? inner = null) : Exception(message, inner);
