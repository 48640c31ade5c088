using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Cli.Runs;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Sweeps;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli;

internal static class SweepCommand
{
    public static Command Create(CliConsole console)
    {
        var market = new MarketOptions();
        var grid = new Option<string[]>("--grid") { Description = "Values of a parameter: strategy.parameter=value,value,...; all combinations per strategy are replayed.", AllowMultipleArgumentsPerToken = true };
        var strategies = new Option<string[]>("--strategy") { Description = "Strategies that run with their defaults where --grid does not name them.", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--out") { Description = "Directory of the results. What is in it already is not replayed again: a sweep that was killed goes on.", Required = true };
        var folds = new Option<int>("--folds") { Description = "Walk-forward tests: before each the set that was best until then is chosen.", DefaultValueFactory = _ => 4 };
        var metric = new Option<SweepMetric>("--metric") { Description = "What parameter sets are ranked and chosen by.", DefaultValueFactory = _ => SweepMetric.Sharpe };
        var parallel = new Option<int>("--parallel") { Description = "Replays at a time.", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount / 2) };
        var json = new Option<bool>("--json") { Description = "Prints the result as one JSON object." };
        var record = new RecordOptions();
        folds.Within(1, 50);
        parallel.Within(1, 64);
        var command = new CliCommand(
            "sweep",
            "Replays strategies over grids of parameters, compares them, and says what choosing by the past would have come to.",
            "sweep --bars sp500-daily.csv.gz --grid momentum.buyAbove=0.003,0.005,0.01 --grid momentum.sellBelow=-0.01,-0.005 --out ./sweep",
            "sweep --bars bars.csv --strategy momentum --strategy rsi-reversion --metric Calmar --out ./sweep --json")
        {
            grid, strategies, output, folds, metric, parallel, json,
        };
        market.AddTo(command);
        record.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new SweepOptions
            {
                Replay = market.Read(parse),
                Points = PointsOf(parse.GetValue(strategies) ?? [], parse.GetValue(grid) ?? []),
                Directory = parse.GetRequiredValue(output),
                Folds = parse.GetValue(folds),
                Metric = parse.GetValue(metric),
                Parallel = parse.GetValue(parallel),
            };
            return await Run(options, record.Read(parse), parse.GetValue(json), console, cancellationToken);
        });
        return command;
    }

    private static async Task<int> Run(SweepOptions options, RecordWish? record, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            var (runner, progress) = (new SweepRunner(options, TradingConfiguration.Load(options.Replay.ConfigPath)), new Progress(console.Error));
            var report = record is null ? await runner.Run(progress, cancellationToken) : await RecordedSweep.Run(options, runner, record, progress, console.Error, cancellationToken);
            if (isJson)
            {
                console.Out.WriteLine(JsonSerializer.Serialize(report, SweepJson.Default.SweepReport));
            }
            else
            {
                Print(console.Out, report, options.Directory);
            }

            foreach (var failure in report.Failed)
            {
                console.Error.WriteLine($"Could not run: {failure}");
            }

            await (record?.Track(console.Error, cancellationToken) ?? Task.CompletedTask);
            return report.Failed.Length == report.Runs ? ExitCodes.Usage : ExitCodes.Ok;
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is BarFileException or ReplayException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }

    private static void Print(TextWriter output, SweepReport report, string directory)
    {
        foreach (var row in report.Ranking.Take(10))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{row.Rank,4}  {row.Metric,8:0.00}  {row.Statistics.TotalReturn,8:P1}  {row.Statistics.Trades,6} trades  {row.Name}"));
        }

        if (report.OutOfSample is { } tests)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Choosing by the past: return {tests.TotalReturn:P1}, Sharpe {tests.Sharpe:0.00}, drawdown {tests.MaxDrawdown:P1}, efficiency {(tests.Efficiency is { } share ? share.ToString("0.00", CultureInfo.InvariantCulture) : "none")}"));
        }

        output.WriteLine(Path.Combine(directory, "sweep.html"));
    }

    private static IReadOnlyList<SweepPoint> PointsOf(string[] strategies, string[] grid)
    {
        var ids = new List<StrategyId>();
        foreach (var name in strategies)
        {
            ids.Add(StrategyId.TryCreate(name, out var id, out var error) ? id : throw new CliException($"--strategy: '{name}' {error}", ExitCodes.Usage));
        }

        var (points, problem) = SweepGrid.Expand(ids, grid);
        return problem is null ? points : throw new CliException($"--grid: {problem}", ExitCodes.Usage);
    }

    private sealed class Progress(TextWriter output) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{value.Done,4} of {value.Of}  {(value.Remaining is { } left ? left.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : "--:--:--")} left  {value.Last}"));
    }
}
