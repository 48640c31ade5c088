namespace TradingFunctions.Pipeline.Strategies;

/// <summary>A strategy did what it must not do.</summary>
public sealed class StrategyFaultException(FaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public FaultKind Kind { get; } = kind;
}
