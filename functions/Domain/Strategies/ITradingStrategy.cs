using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Strategies;

/// <summary>A rule that turns bars and the position into a signal. What a plug-in implements, with <see cref="StrategyAttribute"/> on the class.</summary>
/// <remarks>
/// Pure: it keeps nothing and reads no clock, so that the same input gives the same signal. One instance serves all symbols, from several threads at once.
/// It is made with its parameters, by a public constructor that takes them or none: see <see cref="Parameters.StrategyParameterAttribute"/>.
/// </remarks>
public interface ITradingStrategy
{
    /// <summary>Bars it needs, at least 1: it is given so many of the newest, and fewer only where there are no more.</summary>
    int RequiredBars { get; }

    /// <summary>What it wants now that the newest bar has ended.</summary>
    StrategySignal Evaluate(in StrategyInput input);
}

/// <summary>What a strategy sees.</summary>
/// <param name="Bars">Bars that have ended, oldest first; nothing later is in it.</param>
/// <param name="Position">The position that the strategy holds in the symbol, default when it holds none.</param>
public readonly record struct StrategyInput(Symbol Symbol, BarWindow Bars, PositionContext Position = default);
