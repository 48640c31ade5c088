using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>
/// Takes the range of the session's first minutes, buys the bar that closes above it and sells the bar that closes below it. Regular sessions of the exchange
/// only; it holds where a bar spans the whole range, as daily bars do.
/// </summary>
[Strategy("opening-range", "Buys the bar that closes above the range of the session's first minutes, sells the bar that closes below it.")]
public sealed class OpeningRangeStrategy(OpeningRangeParameters parameters) : ITradingStrategy
{
    private static readonly StrategySignal OutsideSession = Hold("not in a session");
    private static readonly StrategySignal NoRange = Hold("no opening range yet");

    /// <summary>The minutes of a whole session. A session that has fewer bars so far is judged all the same, from two on.</summary>
    public int RequiredBars => 390;

    public StrategySignal Evaluate(in StrategyInput input)
    {
        var bars = input.Bars;
        if (bars.Count < 2)
        {
            return StrategySignal.TooFewBars;
        }

        if (ExchangeCalendar.OpenSession(bars.Last.StartUtc) is not { } session)
        {
            return OutsideSession;
        }

        var rangeEnd = session.OpenUtc.AddMinutes(parameters.Minutes).Ticks;
        var starts = bars.StartTicks;
        var first = FirstAtOrAfter(starts, session.OpenUtc.Ticks);
        if (starts[^1] < rangeEnd || starts[first] >= rangeEnd)
        {
            return NoRange;
        }

        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        for (var i = first; i < starts.Length && starts[i] < rangeEnd; i++)
        {
            high = Math.Max(high, bars.Highs[i]);
            low = Math.Min(low, bars.Lows[i]);
        }

        var (before, close) = (bars.Closes[^2], bars.Closes[^1]);
        if (before <= high && close > high)
        {
            return StrategySignal.Buy(0.6, Reason(close, low, high));
        }

        return before >= low && close < low ? StrategySignal.Sell(0.6, Reason(close, low, high)) : StrategySignal.Hold;
    }

    private static string Reason(double close, double low, double high) =>
        string.Create(CultureInfo.InvariantCulture, $"close {close:0.####}, opening range {low:0.####} to {high:0.####}");

    private static StrategySignal Hold(string reason) => new(SignalAction.Hold, 0, reason);

    private static int FirstAtOrAfter(ReadOnlySpan<long> starts, long ticks)
    {
        var index = starts.BinarySearch(ticks);
        return index >= 0 ? index : ~index;
    }
}
