namespace TradingFunctions.Domain.Strategies;

/// <summary>The version of what a host and a strategy agree on: <see cref="ITradingStrategy"/>, its input, its signal and its parameters.</summary>
public static class StrategyContract
{
    /// <summary>Raised by every change that a strategy built before it would break on.</summary>
    public const int Version = 1;
}
