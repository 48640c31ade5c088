using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Infra.Tests.Learning;

/// <summary>Daily bars that walk at random; with a planted signal the last bar's change pushes the next bars on.</summary>
internal static class MadeUpSeries
{
    private static readonly DateTime First = new(2015, 1, 2, 21, 0, 0, DateTimeKind.Utc);

    /// <param name="persistence">Share of a bar's change that the next one repeats; 0 is a random walk.</param>
    public static BarSeries[] Of(int symbols, int bars, double persistence, int seed)
    {
        var series = new BarSeries[symbols];
        for (var s = 0; s < symbols; s++)
        {
            var random = new Random((seed * 1_000) + s);
            series[s] = new BarSeries(new Symbol($"S{s}"), bars);
            double price = 100, change = 0;
            for (var i = 0; i < bars; i++)
            {
                change = (persistence * change) + (0.01 * Gaussian(random));
                var open = price;
                price *= Math.Exp(change);
                var end = First.AddDays(i);
                series[s].Append(new Bar(end.AddHours(-6.5), end, open, Math.Max(open, price) * 1.001, Math.Min(open, price) * 0.999, price, 1e6 + random.Next(1_000_000), double.NaN, double.NaN));
            }
        }

        return series;
    }

    /// <summary>Box and Muller (1958).</summary>
    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
