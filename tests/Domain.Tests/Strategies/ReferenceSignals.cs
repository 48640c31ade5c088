using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Domain.Tests.Strategies;

/// <summary>The built-in rules a second time, from the textbook and with no code of the first.</summary>
internal static class ReferenceSignals
{
    public static SignalAction Momentum(IReadOnlyList<Bar> bars)
    {
        var step = (bars[^1].Close - bars[^2].Close) / bars[^2].Close;
        return step > 0.005 ? SignalAction.Buy : step < -0.005 ? SignalAction.Sell : SignalAction.Hold;
    }

    public static SignalAction Crossover(IReadOnlyList<Bar> bars)
    {
        double Lead(int end) => Closes(bars, end, 10).Average() - Closes(bars, end, 30).Average();
        var (before, now) = (Lead(bars.Count - 1), Lead(bars.Count));
        return before <= 0 && now > 0 ? SignalAction.Buy : before >= 0 && now < 0 ? SignalAction.Sell : SignalAction.Hold;
    }

    /// <summary>100 - 100 / (1 + RS), with Wilder's sums: the new average is (13 * old + new) / 14.</summary>
    public static SignalAction Rsi(IReadOnlyList<Bar> bars)
    {
        var closes = Closes(bars, bars.Count, 127).ToArray();
        var changes = closes.Zip(closes.Skip(1), (a, b) => b - a).ToArray();
        var up = changes.Take(14).Where(c => c > 0).Sum() / 14;
        var down = -changes.Take(14).Where(c => c < 0).Sum() / 14;
        foreach (var change in changes.Skip(14))
        {
            up = (13 * up + (change > 0 ? change : 0)) / 14;
            down = (13 * down + (change < 0 ? -change : 0)) / 14;
        }

        var rsi = 100 - 100 / (1 + up / down);
        return rsi < 30 ? SignalAction.Buy : rsi > 70 ? SignalAction.Sell : SignalAction.Hold;
    }

    public static SignalAction Breakout(IReadOnlyList<Bar> bars)
    {
        var before = bars.Skip(bars.Count - 21).Take(20).ToArray();
        var last = bars[^1];
        return last.Close > before.Max(b => b.High) && last.Volume >= 1.5 * before.Average(b => b.Volume) ? SignalAction.Buy
            : last.Close < before.Min(b => b.Low) ? SignalAction.Sell
            : SignalAction.Hold;
    }

    public static SignalAction OpeningRange(IReadOnlyList<Bar> bars)
    {
        var open = ExchangeCalendar.OpenSession(bars[^1].StartUtc)!.OpenUtc;
        var range = bars.Where(b => b.StartUtc >= open && b.StartUtc < open.AddMinutes(30)).ToArray();
        if (bars[^1].StartUtc < open.AddMinutes(30))
        {
            return SignalAction.Hold;
        }

        var (high, low) = (range.Max(b => b.High), range.Min(b => b.Low));
        return bars[^2].Close <= high && bars[^1].Close > high ? SignalAction.Buy
            : bars[^2].Close >= low && bars[^1].Close < low ? SignalAction.Sell
            : SignalAction.Hold;
    }

    public static SignalAction ZScore(IReadOnlyList<Bar> bars)
    {
        var closes = Closes(bars, bars.Count, 20).ToArray();
        var mean = closes.Average();
        var z = (closes[^1] - mean) / Math.Sqrt(closes.Sum(c => (c - mean) * (c - mean)) / 19);
        return z < -2 ? SignalAction.Buy : z > 2 ? SignalAction.Sell : SignalAction.Hold;
    }

    private static IEnumerable<double> Closes(IReadOnlyList<Bar> bars, int end, int count) => bars.Skip(end - count).Take(count).Select(b => b.Close);
}
