using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Infra.Files.Tables;
using TradingFunctions.Local.Analysis;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Benchmarks.Research;

/// <summary>The analysis of a whole index: the kernel on one core, the whole of it from file to report, and the same in pandas.</summary>
internal static class AnalysisBenchmark
{
    private const int Contracts = 418;
    private const int TableRows = 28_048;
    private const int Rounds = 5;

    /// <summary>Prices of a block: they and all that is written of them (18 bytes a price) fit into a second-level cache.</summary>
    private const int Block = 16_384;

    private const int BlocksPerRound = 2_000;

    public static async Task Run(string directory, Report report)
    {
        Kernel(report);
        var table = Path.Combine(directory, "prices.csv");
        SampleTable.Write(table, new SampleTableOptions(Contracts, TableRows, 1, 0, null, 0), CancellationToken.None);
        var seconds = await Whole(table, directory, report);
        Pandas(table, Path.Combine(directory, $"results{Rounds}"), seconds, report);
    }

    private static void Kernel(Report report)
    {
        var random = new Random(1);
        var prices = new double[Block];
        var price = 100d;
        for (var i = 0; i < Block; i++)
        {
            prices[i] = price *= 1 + ((random.NextDouble() - 0.5) * 0.02);
        }

        var (changes, signals, qualities) = (new double[Block], new sbyte[Block], new sbyte[Block]);
        var thresholds = new MomentumThresholds(0.005, -0.005);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            long signalled = 0;
            for (var block = 0; block < BlocksPerRound; block++)
            {
                var counts = MomentumKernel.Evaluate(prices, 0, Block, thresholds, new SignalRows(changes, signals, qualities));
                signalled += counts.Buys + counts.Sells;
            }

            var rate = (double)Block * BlocksPerRound / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (round > 0)
            {
                rates.Add(rate / 1e6);
            }

            ArgumentOutOfRangeException.ThrowIfZero(signalled);
        }

        report.Add(Row.Of("analysis", "momentum kernel, one core", "M points/s", rates, $"[blocks of {Block} prices, changes, signals, qualities and counts written]"));
    }

    private static async Task<double> Whole(string table, string directory, Report report)
    {
        var seconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var output = Path.Combine(directory, $"results{round}");
            var began = Stopwatch.GetTimestamp();
            var wish = new AnalysisWish(
                new PriceTableSource(table, new TableRules()), Name: null, [], Contracts: null, Only: null, Index: null, Slices: 1, Strategy: null, [], Raw: false, Signals: false, Environment.ProcessorCount * 4);
            var done = await AnalysisRunner.Run(new AnalyzeOptions { Wish = wish, OutputDirectory = output }, progress: null, CancellationToken.None);
            if (round > 0)
            {
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            }

            ArgumentOutOfRangeException.ThrowIfNotEqual(done.Prices, (long)Contracts * TableRows);
            if (round < Rounds)
            {
                Directory.Delete(output, recursive: true);
            }
        }

        var name = $"{Contracts} x {TableRows}, file to report";
        report.Add(Row.Of("analysis", name, "s", seconds, "[read, a child with history per contract, tables and summaries written and flushed]"));
        report.Add(Row.Of("analysis", name, "M points/s", seconds.Select(value => (double)Contracts * TableRows / value / 1e6)));
        return seconds.Order().ElementAt(seconds.Count / 2);
    }

    /// <summary>The same counts, and the same tables as gzip CSV, in pandas: Debian's python3-pandas, where it is there. Other counts of a contract end the run with an error.</summary>
    private static void Pandas(string table, string results, double ours, Report report)
    {
        if (PandasRun.Run(table) is not { } theirs)
        {
            Console.Error.WriteLine("pandas is not there (Debian: python3-pandas): its rows are left out.");
            return;
        }

        report.Add(Row.Of("analysis", "pandas, file to counts, nothing written", "s", [theirs.CountSeconds]));
        report.Add(Row.Of("analysis", "contracts with the counts that pandas has", "contracts", [PandasRun.Compare(theirs, results)], "[buys, sells, holds, good, bad, neutral; one that differs ends the run]"));
        report.Add(Row.Of("analysis", "pandas, file to tables and counts", "s", [theirs.TableSeconds]));
        report.Add(Row.Of("analysis", "times faster than pandas with tables", "x", [theirs.TableSeconds / ours]));
    }
}
