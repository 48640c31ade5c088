using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>Runs a strategy over the bars of one symbol, bar by bar, without a market or an account around it.</summary>
public static class StrategySeries
{
    private static readonly Quantity OneShare = new(1m);

    /// <summary>The signal at the end of each bar from <paramref name="first"/> on.</summary>
    /// <param name="strategy">Given the newest bars that it requires, as a host gives them.</param>
    /// <param name="bars">Of one symbol.</param>
    /// <param name="first">Index of the first bar to signal on; the bars before it are history.</param>
    /// <param name="signals">Filled from its start, as many as it has room for.</param>
    /// <param name="holdsPosition">
    /// Whether a BUY while flat opens a position of one share at the next bar's open, which a SELL closes there; otherwise the strategy is flat throughout.
    /// </param>
    public static void Run(ITradingStrategy strategy, BarSeries bars, int first, Span<StrategySignal> signals, bool holdsPosition = false)
    {
        var required = strategy.RequiredBars;
        var position = default(PositionContext);
        for (var i = 0; i < signals.Length; i++)
        {
            var count = first + i + 1;
            if (holdsPosition && i > 0)
            {
                position = After(position, signals[i - 1].Action, bars[count - 1]);
            }

            signals[i] = strategy.Evaluate(new StrategyInput(bars.Symbol, bars.WindowOf(count, required), position));
        }
    }

    /// <summary>The signals at the end of every bar, while flat.</summary>
    public static StrategySignal[] Run(ITradingStrategy strategy, BarSeries bars)
    {
        var signals = new StrategySignal[bars.Count];
        Run(strategy, bars, 0, signals);
        return signals;
    }

    private static PositionContext After(in PositionContext position, SignalAction action, in Bar bar) => action switch
    {
        SignalAction.Buy when position.IsFlat && bar.Open is >= 0.01 and <= 10_000_000 => new PositionContext(Side.Buy, OneShare, Price.From(bar.Open), bar.StartUtc),
        SignalAction.Sell => default,
        _ => position,
    };
}
