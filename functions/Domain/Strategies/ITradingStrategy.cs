using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>A rule that turns bars and the position into a signal. Pure: it keeps nothing and reads no clock, so the same input gives the same signal.</summary>
public interface ITradingStrategy
{
    /// <summary>Its name; trades are booked to it.</summary>
    StrategyId Id { get; }

    /// <summary>Bars it needs; with fewer it holds.</summary>
    int RequiredBars { get; }

    StrategySignal Evaluate(in StrategyInput input);
}

/// <summary>What a strategy sees.</summary>
/// <param name="Bars">Bars that have ended, oldest first; nothing later is in it.</param>
/// <param name="Position">The symbol's position, default when flat.</param>
public readonly record struct StrategyInput(Symbol Symbol, BarWindow Bars, PositionContext Position = default);

/// <summary>What a strategy wants.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">For people.</param>
public sealed record StrategySignal(SignalAction Action, double Confidence, string Reason)
{
    public static StrategySignal TooFewBars { get; } = new(SignalAction.Hold, 0, "too few bars");
}
