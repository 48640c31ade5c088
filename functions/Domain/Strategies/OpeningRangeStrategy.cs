using System.Globalization;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Strategies;

/// <summary>
/// Takes the range of the session's first minutes, buys the bar that closes above it and sells the bar that closes below it. Regular sessions of the exchange
/// only; it holds where a bar spans the whole range, as daily bars do.
/// </summary>
public sealed class OpeningRangeStrategy : ITradingStrategy
{
    private readonly int minutes;

    /// <param name="minutes">Length of the opening range, 1 to 180.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its bounds.</exception>
    public OpeningRangeStrategy(int minutes = 30) => this.minutes = StrategyBounds.Within(minutes, 1, 180);

    public StrategyId Id { get; } = new("opening-range");

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
            return Hold("not in a session");
        }

        var rangeEnd = session.OpenUtc.AddMinutes(minutes).Ticks;
        var starts = bars.StartTicks;
        var first = FirstAtOrAfter(starts, session.OpenUtc.Ticks);
        if (starts[^1] < rangeEnd || starts[first] >= rangeEnd)
        {
            return Hold("no opening range yet");
        }

        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        for (var i = first; i < starts.Length && starts[i] < rangeEnd; i++)
        {
            high = Math.Max(high, bars.Highs[i]);
            low = Math.Min(low, bars.Lows[i]);
        }

        var (before, close) = (bars.Closes[^2], bars.Closes[^1]);
        var reason = string.Create(CultureInfo.InvariantCulture, $"close {close:0.####}, opening range {low:0.####} to {high:0.####}");
        if (before <= high && close > high)
        {
            return new StrategySignal(SignalAction.Buy, 0.6, reason);
        }

        return before >= low && close < low ? new StrategySignal(SignalAction.Sell, 0.6, reason) : Hold(reason);
    }

    private static StrategySignal Hold(string reason) => new(SignalAction.Hold, 0, reason);

    private static int FirstAtOrAfter(ReadOnlySpan<long> starts, long ticks)
    {
        var index = starts.BinarySearch(ticks);
        return index >= 0 ? index : ~index;
    }
}
