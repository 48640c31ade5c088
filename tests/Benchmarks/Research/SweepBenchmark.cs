using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain.Market;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Sweeps;

namespace TradingFunctions.Benchmarks.Research;

/// <summary>Replays a minute of a sweep over made-up days: each a whole replay with books, audit and statistics.</summary>
internal static class SweepBenchmark
{
    private const int Symbols = 20;
    private const int Sessions = 252;

    public static async Task Run(string directory, Report report)
    {
        var bars = Bars(Path.Combine(directory, "days.csv"));
        var (points, _) = SweepGrid.Expand([], ["momentum.buyAbove=0.005,0.01,0.015,0.02", "momentum.sellBelow=-0.005,-0.01", "rsi-reversion.period=3,5,7,14"]);
        var rates = new List<double>();
        for (var round = 0; round <= 2; round++)
        {
            var options = new SweepOptions
            {
                Replay = new ReplayOptions { BarsPath = bars, MonitorAll = true },
                Points = points,
                Directory = Path.Combine(directory, $"sweep{round}"),
                Parallel = Environment.ProcessorCount,
            };
            var began = Stopwatch.GetTimestamp();
            var done = await new SweepRunner(options, TradingConfiguration.Load()).Run(progress: null, CancellationToken.None);
            ArgumentOutOfRangeException.ThrowIfNotEqual(done.Replayed, points.Count);
            if (round > 0)
            {
                rates.Add(points.Count / Stopwatch.GetElapsedTime(began).TotalMinutes);
            }
        }

        report.Add(Row.Of("sweep", $"{Symbols} symbols x {Sessions} days, all monitored", "runs/min", rates, $"[{points.Count} sets of two strategies, {Environment.ProcessorCount} at a time]"));
    }

    private static string Bars(string path)
    {
        var days = Enumerable.Range(0, int.MaxValue).Select(new DateOnly(2019, 1, 2).AddDays).Where(day => ExchangeCalendar.SessionOn(day) is not null).Take(Sessions).ToArray();
        var text = new StringBuilder("symbol,date,open,high,low,close,volume\n");
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            var random = new Random(symbol);
            var last = 100.0;
            foreach (var day in days)
            {
                var close = last * (1 + ((random.NextDouble() - 0.498) * 0.04));
                text.Append(CultureInfo.InvariantCulture, $"S{symbol:D2},{day:yyyy-MM-dd},{last:F2},{Math.Max(last, close) * 1.002:F2},{Math.Min(last, close) * 0.998:F2},{close:F2},1000000\n");
                last = close;
            }
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}
