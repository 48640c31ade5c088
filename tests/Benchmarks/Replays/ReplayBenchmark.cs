using System.Globalization;
using System.Text;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Replay;

namespace TradingFunctions.Benchmarks.Replays;

/// <summary>A file of bars through the whole pipeline, audit included: with the default scan, and with every symbol monitored.</summary>
internal static class ReplayBenchmark
{
    private const int Rounds = 5;
    private const string Recorded = "shared/data/us-equity-minute-2013-10.csv.gz";

    public static async Task Run(string? bars, string directory, Report report)
    {
        bars ??= FindRecorded() ?? MakeUp(Path.Combine(directory, "bars.csv"));
        foreach (var all in (bool[])[false, true])
        {
            var name = $"{Path.GetFileName(bars)}, {(all ? "--monitors all" : "default scan")}";
            var options = new ReplayOptions { BarsPath = bars, MonitorAll = all };
            var reports = new List<ReplayReport>();
            for (var i = 0; i <= Rounds; i++)
                reports.Add(await ReplayRunner.Run(options, TradingConfiguration.Load(), progress: null, CancellationToken.None));
            reports.RemoveAt(0);
            report.Add(Row.Of("replay", name, "s", reports.Select(r => r.WallSeconds), Invariant($"[{reports[0].BarsRead} bars, {reports[0].Checks} checks, {reports[0].Orders.Submitted} orders, peak {PeakMegabytes()} MB]")));
            report.Add(Row.Of("replay", name, "bars/s", reports.Select(r => r.BarsRead / r.WallSeconds)));
            report.Add(Row.Of("replay", name, "checks/s", reports.Select(r => r.Checks / r.WallSeconds)));
        }
    }

    private static long PeakMegabytes()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string? FindRecorded()
    {
        for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, Recorded);
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    /// <summary>50 symbols over one trading year of daily bars; a slow wave each, so that something happens.</summary>
    private static string MakeUp(string path)
    {
        var text = new StringBuilder("symbol,date,open,high,low,close,volume\n");
        for (var symbol = 0; symbol < 50; symbol++)
        {
            var last = 100.0;
            for (var day = 0; day < 365; day++)
            {
                var date = new DateOnly(2019, 1, 1).AddDays(day);
                if (Domain.Market.ExchangeCalendar.SessionOn(date) is null)
                    continue;
                var close = 100 + (20 * Math.Sin((day / 17.0) + symbol));
                text.Append(CultureInfo.InvariantCulture, $"S{symbol:D2},{date:yyyy-MM-dd},{last:F2},{Math.Max(last, close) + 1:F2},{Math.Min(last, close) - 1:F2},{close:F2},1000000\n");
                last = close;
            }
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}
