using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;

namespace TradingFunctions.Domain.Analysis;

/// <summary>Signals of a strategy over the present prices of one contract, judged by the next price as momentum's are.</summary>
/// <remarks>Each price is a bar without extent or volume: open, high, low and close are the price. The position is flat throughout.</remarks>
public static class StrategySignals
{
    /// <summary>Strategies are pure: they see no name. The contract's own may be none of a ticker.</summary>
    private static readonly Symbol Contract = new("CONTRACT");

    /// <summary>The prices as bars, for <see cref="Evaluate"/>.</summary>
    /// <param name="times">UTC ticks of the prices, increasing.</param>
    public static BarSeries Bars(ReadOnlySpan<double> prices, ReadOnlySpan<long> times)
    {
        var bars = new BarSeries(Contract, Math.Max(1, prices.Length));
        for (var i = 0; i < prices.Length; i++)
        {
            var (at, price) = (new DateTime(times[i], DateTimeKind.Utc), prices[i]);
            bars.Append(new Bar(at, at, price, price, price, price, 0));
        }

        return bars;
    }

    /// <summary>Evaluates the prices <paramref name="from"/> to <paramref name="to"/>, the latter not included.</summary>
    /// <param name="rows">As long as the range.</param>
    public static SignalCounts Evaluate(ITradingStrategy strategy, BarSeries bars, int from, int to, SignalRows rows)
    {
        var prices = bars.WindowAt(DateTime.MaxValue).Closes;
        long buys = 0, sells = 0, good = 0, bad = 0;
        for (var i = from; i < to; i++)
        {
            var action = strategy.Evaluate(new StrategyInput(Contract, bars.WindowAt(bars.EndUtc(i), strategy.RequiredBars))).Action;
            var signal = action switch
            {
                SignalAction.Buy => PriceSignal.Buy,
                SignalAction.Sell => PriceSignal.Sell,
                _ => PriceSignal.Hold,
            };
            var quality = (sbyte)(signal * (i + 1 < prices.Length ? prices[i + 1].CompareTo(prices[i]) : 0));
            rows.Changes[i - from] = i > 0 ? (prices[i] / prices[i - 1]) - 1 : double.NaN;
            rows.Signals[i - from] = signal;
            rows.Qualities[i - from] = quality;
            buys += signal == PriceSignal.Buy ? 1 : 0;
            sells += signal == PriceSignal.Sell ? 1 : 0;
            good += quality == PriceSignal.Good ? 1 : 0;
            bad += quality == PriceSignal.Bad ? 1 : 0;
        }

        return new SignalCounts(buys, sells, to - from - buys - sells, good, bad, to - from - good - bad);
    }
}
