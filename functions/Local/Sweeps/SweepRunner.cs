using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Sweeps;

/// <summary>Replays every parameter set, some at a time, and compares them. A result is a file, so that a sweep that was killed goes on where it was.</summary>
public sealed class SweepRunner(SweepOptions options, TradingOptions configuration)
{
    public const string ReportFile = "sweep.json";
    public const string PageFile = "sweep.html";

    /// <summary>Another build may decide otherwise.</summary>
    private static readonly string Program = string.Join(
        ',', ((Type[])[typeof(SweepRunner), typeof(TradingOptions), typeof(ReturnStatistics), typeof(BarFile)]).Select(type => type.Module.ModuleVersionId.ToString("N")));

    private readonly string runs = Path.Combine(options.Directory, "runs");
    private readonly string barsDigest = Digest(options.Replay.BarsPath);

    /// <summary>Read once, and only when something has to be replayed: replays look at them and change nothing.</summary>
    private readonly Lazy<BarFileContents> bars = new(() => ReplayRunner.ReadBars(options.Replay, CancellationToken.None));

    /// <param name="progress">Told how many of how many are done, and the name of the last one.</param>
    public async Task<SweepReport> Run(IProgress<SweepProgress>? progress, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(runs);
        var (results, failures, replayed, done) = (new SweepRun?[options.Points.Count], new string?[options.Points.Count], 0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, options.Points.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                var point = options.Points[i];
                try
                {
                    var fingerprint = Fingerprint(point);
                    if ((results[i] = Read(fingerprint)) is null)
                    {
                        results[i] = await Replay(point, fingerprint, stop);
                        Interlocked.Increment(ref replayed);
                    }
                }
                catch (ReplayException e)
                {
                    failures[i] = $"{point.Name}: {e.Message}";
                }

                progress?.Report(new SweepProgress(Interlocked.Increment(ref done), options.Points.Count, Volatile.Read(ref replayed), point.Name, Stopwatch.GetElapsedTime(began)));
            });
        var report = Compare(results, [.. failures.OfType<string>()], replayed) with { WallSeconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3) };
        Write(Path.Combine(options.Directory, ReportFile), JsonSerializer.SerializeToUtf8Bytes(report, SweepJson.Default.SweepReport));
        Write(Path.Combine(options.Directory, PageFile), Encoding.UTF8.GetBytes(SweepPage.Write(report)));
        return report;
    }

    private SweepReport Compare(SweepRun?[] results, string[] failures, int replayed)
    {
        var named = results.Select((run, i) => (Run: run, options.Points[i].Name)).Where(item => item.Run is not null).Select(item => (Run: item.Run!, item.Name)).ToArray();
        var ranked = named
            .Select(item => (item.Run, item.Name, Metric: SweepMetrics.Of(options.Metric, ReturnStatistics.Of(item.Run.Returns))))
            .OrderByDescending(item => item.Metric)
            .Select((item, i) => new SweepRow(
                i + 1, item.Name, item.Run.Fingerprint, item.Run.Strategy, item.Run.Parameters, double.IsFinite(item.Metric) ? item.Metric : null, item.Run.Pnl, item.Run.Statistics))
            .ToArray();
        var days = named.SelectMany(item => item.Run.Days).Distinct().Order().ToArray();
        if (named.Length == 0 || days.Length <= options.Folds)
        {
            return new SweepReport(options.Points.Count, replayed, failures, options.Metric, ranked, [], OutOfSample: null, WallSeconds: 0);
        }

        var selection = WalkForwardSelection.Run(days, [.. named.Select(item => new SweepSeries(item.Name, On(days, item.Run)))], options.Folds, options.Metric);
        var tests = selection.OutOfSample;
        return new SweepReport(
            options.Points.Count,
            replayed,
            failures,
            options.Metric,
            ranked,
            selection.Folds,
            new SweepOutOfSample(tests.Periods, tests.TotalReturn, tests.AnnualReturn(), tests.Sharpe(), tests.MaxDrawdown, selection.Efficiency),
            WallSeconds: 0);
    }

    /// <summary>A set that had not traded yet returned nothing on those days.</summary>
    private static double[] On(DateOnly[] days, SweepRun run)
    {
        var known = run.Days.Zip(run.Returns).ToDictionary(pair => pair.First, pair => pair.Second);
        return Array.ConvertAll(days, day => known.GetValueOrDefault(day));
    }

    private async Task<SweepRun> Replay(SweepPoint point, string fingerprint, CancellationToken cancellationToken)
    {
        var (report, backtest) = await ReplayRunner.RunForReport(
            Options(point), configuration, bars.Value, cancellationToken);
        if (backtest is null)
        {
            throw new ReplayException("No session was closed.");
        }

        var run = new SweepRun(
            fingerprint,
            point.Strategy.Value,
            point.Parameters,
            report.EndEquity - report.StartEquity,
            report.DecisionHash,
            backtest.Statistics,
            [.. backtest.Curve.Select(day => day.Date)],
            [.. backtest.Curve.Select(day => day.Return)]);
        Write(PathOf(fingerprint), JsonSerializer.SerializeToUtf8Bytes(run, SweepJson.Default.SweepRun));
        return run;
    }

    private SweepRun? Read(string fingerprint)
    {
        if (!File.Exists(PathOf(fingerprint)))
        {
            return null;
        }

        try
        {
            var run = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(fingerprint)), SweepJson.Default.SweepRun);
            return run?.Fingerprint == fingerprint && run.Days.Length == run.Returns.Length ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string fingerprint) => Path.Combine(runs, $"{fingerprint}.json");

    /// <summary>Whole or not at all: a reader never sees half a file.</summary>
    private static void Write(string path, byte[] content)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Of all that the sweep depends on: the same for the same sweep.</summary>
    internal string Identity => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', options.Points.Select(FingerprintOrName).Append($"{options.Folds} {options.Metric}")))));

    /// <summary>The replay of a set.</summary>
    internal ReplayOptions OptionsOf(SweepRow row) => Options(new SweepPoint(new StrategyId(row.Strategy), row.Parameters));

    private ReplayOptions Options(SweepPoint point) => options.Replay with { Strategy = point.Strategy, Parameters = point.Parameters };

    /// <summary>A set that cannot run has no result that could depend on anything.</summary>
    private string FingerprintOrName(SweepPoint point)
    {
        try
        {
            return Fingerprint(point);
        }
        catch (ReplayException)
        {
            return point.Name;
        }
    }

    /// <summary>Of all that a result depends on, the program included.</summary>
    /// <exception cref="ReplayException">The set cannot run.</exception>
    private string Fingerprint(SweepPoint point)
    {
        var own = ReplayStrategies.Apply(Options(point), configuration);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            Program,
            barsDigest,
            options.Replay.From?.ToString("O", CultureInfo.InvariantCulture),
            options.Replay.To?.ToString("O", CultureInfo.InvariantCulture),
            options.Replay.Symbols is { } symbols ? string.Join(',', symbols.Order()) : "*",
            options.Replay.MonitorAll,
            options.Replay.MaxMonitors?.ToString(CultureInfo.InvariantCulture),
            options.Replay.SkipBadRows,
            JsonSerializer.Serialize(ReplayState.WithoutSecrets(own), ConfigurationJson.Default.TradingOptions),
            ReplayStrategies.Fingerprint(own, ReplayStrategies.Load(Options(point), own))))))[..32];
    }

    private static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>How far a sweep is.</summary>
/// <param name="Replayed">By this process; the others were there already.</param>
public readonly record struct SweepProgress(int Done, int Of, int Replayed, string Last, TimeSpan Elapsed)
{
    /// <summary>At the pace so far; null before there is one.</summary>
    public TimeSpan? Remaining => Replayed > 0 ? Elapsed / Replayed * (Of - Done) : null;
}
