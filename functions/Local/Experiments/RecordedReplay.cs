using System.Globalization;
using System.Text.Json;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Replay.Reporting;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Experiments;

/// <summary>A replay that is recorded: with what it was set to, what it came to, and its report.</summary>
internal static class RecordedReplay
{
    public static async Task<ReplayReport> Run(
        ReplayOptions options, TradingOptions configuration, RecordWish wish, IProgress<ReplayProgress> progress, TextWriter messages, CancellationToken cancellationToken)
    {
        // A replay that is resumed is one run.
        var parameters = ParametersOf(options);
        var id = options.StateDirectory is { } state
            ? ExperimentIds.In(state, ExperimentKind.Replay, JsonSerializer.Serialize(parameters, LocalExperimentJson.Default.SortedDictionaryStringString), wish.Book.NowUtc)
            : null;
        var run = await RecordedRun.Begin(wish, ExperimentKind.Replay, id, $"{options.Strategy?.Value ?? "configuration"} on {Path.GetFileName(options.BarsPath)}", parameters, cancellationToken);
        using var folder = new ReportFolder(options.ReportDirectory);
        ReplayReport report;
        try
        {
            report = await ReplayRunner.Run(options with { ReportDirectory = folder.Path }, configuration, progress, cancellationToken);
        }
        catch (Exception e)
        {
            await RecordedRun.Try(() => run.Fail(e is OperationCanceledException ? "Interrupted." : e.Message, CancellationToken.None), messages);
            throw;
        }

        SortedDictionary<string, double> metrics = report.Statistics is { } statistics ? ExperimentMetrics.Of(statistics, report.EndEquity - report.StartEquity) : [];
        metrics["alerts"] = report.Alerts;
        metrics["orders"] = report.Orders.Submitted;
        await RecordedRun.Try(() => run.Finish(metrics, folder.Path, BacktestFiles.Names, [$"decisions:{report.DecisionHash}"], [], CancellationToken.None), messages, $"Recorded as {run.Id}.");
        return options.ReportDirectory is null ? report with { Statistics = null } : report;
    }

    /// <summary>What a replay is set to, as text.</summary>
    public static SortedDictionary<string, string> ParametersOf(ReplayOptions options)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bars"] = Path.GetFileName(options.BarsPath),
            ["strategy"] = options.Strategy?.Value ?? "configuration",
            ["monitors"] = options.MonitorAll ? "all" : options.MaxMonitors?.ToString(CultureInfo.InvariantCulture) ?? "configuration",
        };
        Add("from", options.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", options.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("symbols", options.Symbols is { } symbols ? string.Join(',', symbols.Order()) : null);
        Add("model", options.ModelPath is { } model ? Path.GetFileName(model) : null);
        Add("config", options.ConfigPath is { } path ? Path.GetFileName(path) : null);
        foreach (var (name, value) in options.Parameters ?? [])
        {
            Add($"{options.Strategy}.{name}", value?.ToJsonString() ?? "null");
        }

        return parameters;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters[name] = value.Length <= ExperimentRules.MaxText ? value : value[..ExperimentRules.MaxText];
            }
        }
    }

    /// <summary>The folder of a report: as asked for, or a throw-away one.</summary>
    private sealed class ReportFolder(string? asked) : IDisposable
    {
        public string Path { get; } = asked ?? Directory.CreateTempSubdirectory("report-").FullName;

        public void Dispose()
        {
            if (asked is null)
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
