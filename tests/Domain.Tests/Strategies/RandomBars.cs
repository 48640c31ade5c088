using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Tests.Monitoring;

namespace TradingFunctions.Domain.Tests.Strategies;

/// <summary>Random walks of minute bars from the open of regular sessions. A series has room for one bar more, so that a cheat reads memory of its own.</summary>
internal static class RandomBars
{
    private const int MinutesPerSession = 390;

    public static Bar[] Minutes(int seed, int count)
    {
        var random = new Random(seed);
        var session = ExchangeCalendar.NextSession(new DateOnly(2024, 3, 1));
        var bars = new Bar[count];
        var (price, minute) = (100.0, 0);
        for (var i = 0; i < count; i++, minute++)
        {
            if (minute == MinutesPerSession)
            {
                (session, minute) = (ExchangeCalendar.NextSession(session.Date), 0);
            }

            var open = price;
            price *= 1 + (random.NextDouble() - 0.5) * 0.02;
            var start = session.OpenUtc.AddMinutes(minute);
            bars[i] = new Bar(
                start, start.AddMinutes(1), open, Math.Max(open, price) * (1 + random.NextDouble() * 0.002), Math.Min(open, price) * (1 - random.NextDouble() * 0.002), price, random.Next(0, 5000));
        }

        return bars;
    }

    public static BarSeries Series(IReadOnlyList<Bar> bars)
    {
        var series = new BarSeries(Some.Symbol, bars.Count + 1);
        foreach (var bar in bars)
        {
            series.Append(bar);
        }

        return series;
    }
}
