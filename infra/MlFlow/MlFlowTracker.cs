using System.Globalization;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.MlFlow;

/// <summary>Sends runs to an MLflow tracking server. A run carries our id as a tag and is looked for before it is made, so that a crash in between makes no second one.</summary>
/// <param name="http">With a time-out; the caller disposes of it.</param>
public sealed class MlFlowTracker(HttpClient http, MlFlowSettings settings) : IExperimentTracker
{
    /// <summary>Tag with our id of the run.</summary>
    public const string IdTag = "trading_functions.run";

    private const string ArtefactScheme = "mlflow-artifacts:";
    private const string ArtefactTag = "trading_functions.artefacts";
    private const string FailureTag = "trading_functions.failure";

    /// <summary>The documentation's bounds of keys and values.</summary>
    private const int MaxText = 250;

    private const int MaxMetrics = 1_000;
    private const int MaxParams = 100;

    private readonly MlFlowApi api = new(http, settings);
    private string? experimentId;

    public string Address => settings.ToString();

    public async Task<string> Send(ExperimentRecord record, string? parentRemoteId, IArtefacts artefacts, CancellationToken cancellationToken)
    {
        var experiment = experimentId ??= await Experiment(cancellationToken);
        var known = await Find(experiment, record.Id, cancellationToken);
        var run = known ?? await Create(experiment, record, parentRemoteId, cancellationToken);
        var id = run.RunId ?? throw new TrackingException($"{Address} gave a run without an id.", isRefused: false);
        var files = await Upload(record, run, artefacts, cancellationToken);
        await Log(id, record, [.. TagsOf(record, parentRemoteId, known is not null), .. files], cancellationToken);

        // Last: who sees a run as ended sees all of it.
        await api.Post(
            "runs/update",
            new UpdateRun(id, record.Status == ExperimentStatus.Failed ? "FAILED" : "FINISHED", Milliseconds(record.FinishedUtc ?? record.CreatedUtc), Cut(record.Name)),
            MlFlowJson.Default.UpdateRun,
            cancellationToken);
        return id;
    }

    /// <summary>The experiment of the configured name; made where there is none.</summary>
    private async Task<string> Experiment(CancellationToken cancellationToken)
    {
        try
        {
            return await FindExperiment(cancellationToken) ?? await CreateExperiment(cancellationToken);
        }
        catch (TrackingException e) when (e.InnerException is MlFlowException { Code: MlFlowException.AlreadyThere })
        {
            // Somebody else made it in between.
            return await FindExperiment(cancellationToken) ?? throw new TrackingException($"{Address} neither has nor makes the experiment {settings.Experiment}.", isRefused: false, e);
        }
    }

    private async Task<string?> FindExperiment(CancellationToken cancellationToken)
    {
        try
        {
            var found = await api.Get($"experiments/get-by-name?experiment_name={Uri.EscapeDataString(settings.Experiment)}", MlFlowJson.Default.ExperimentFound, cancellationToken);
            return found.Experiment is { LifecycleStage: "deleted" }
                ? throw new TrackingException($"The experiment {settings.Experiment} was deleted at {Address}: restore it, or name another one by MLFLOW_EXPERIMENT_NAME.", isRefused: false)
                : found.Experiment?.ExperimentId;
        }
        catch (TrackingException e) when (e.InnerException is MlFlowException { Code: MlFlowException.NotThere })
        {
            return null;
        }
    }

    private async Task<string> CreateExperiment(CancellationToken cancellationToken)
    {
        var created = await api.Post("experiments/create", new CreateExperiment(settings.Experiment), MlFlowJson.Default.CreateExperiment, MlFlowJson.Default.ExperimentCreated, cancellationToken);
        return created.ExperimentId ?? throw new TrackingException($"{Address} gave an experiment without an id.", isRefused: false);
    }

    /// <summary>The run that carries our id. Ids hold no quotes: <see cref="ExperimentRules"/>.</summary>
    private async Task<RunInfo?> Find(string experiment, string id, CancellationToken cancellationToken)
    {
        var found = await api.Post(
            "runs/search", new SearchRuns([experiment], $"tags.`{IdTag}` = '{id}'", "ACTIVE_ONLY", MaxResults: 1), MlFlowJson.Default.SearchRuns, MlFlowJson.Default.RunsFound, cancellationToken);
        return found.Runs is [{ Info: { } info }, ..] ? info : null;
    }

    private async Task<RunInfo> Create(string experiment, ExperimentRecord record, string? parentRemoteId, CancellationToken cancellationToken)
    {
        var created = await api.Post(
            "runs/create",
            new CreateRun(experiment, Cut(record.Name), Milliseconds(record.CreatedUtc), TagsOf(record, parentRemoteId, isKnown: false)),
            MlFlowJson.Default.CreateRun,
            MlFlowJson.Default.RunAnswer,
            cancellationToken);
        return created.Run?.Info ?? throw new TrackingException($"{Address} made no run.", isRefused: false);
    }

    private async Task Log(string id, ExperimentRecord record, KeyValue[] tags, CancellationToken cancellationToken)
    {
        var at = Milliseconds(record.FinishedUtc ?? record.CreatedUtc);
        var metrics = record.Metrics.Take(MaxMetrics - MaxParams - tags.Length).Select(metric => new MetricPoint(Key(metric.Key), metric.Value, at, Step: 0)).ToArray();
        KeyValue[][] parameters = [.. record.Parameters.Select(parameter => new KeyValue(Key(parameter.Key), Cut(parameter.Value))).Chunk(MaxParams)];
        for (var batch = 0; batch < Math.Max(1, parameters.Length); batch++)
        {
            var isFirst = batch == 0;
            await api.Post(
                "runs/log-batch", new LogBatch(id, isFirst ? metrics : [], batch < parameters.Length ? parameters[batch] : [], isFirst ? tags : []), MlFlowJson.Default.LogBatch, cancellationToken);
        }
    }

    /// <summary>Uploads the files where the server takes them in itself; elsewhere they stay with us, and a tag says so.</summary>
    private async Task<KeyValue[]> Upload(ExperimentRecord record, RunInfo run, IArtefacts artefacts, CancellationToken cancellationToken)
    {
        if (record.Artefacts.Length == 0)
        {
            return [];
        }

        if (run.ArtifactUri?.StartsWith(ArtefactScheme, StringComparison.Ordinal) != true)
        {
            return [new KeyValue(ArtefactTag, Cut($"not uploaded, the server does not proxy artifacts: {string.Join(' ', record.Artefacts)}"))];
        }

        var root = run.ArtifactUri[ArtefactScheme.Length..].TrimStart('/');
        var uploaded = 0;
        foreach (var name in record.Artefacts)
        {
            await using var file = artefacts.OpenRead(record.Id, name);
            if (file is not null)
            {
                await api.Upload($"{root}/{name}", file, cancellationToken);
                uploaded++;
            }
        }

        return [new KeyValue(ArtefactTag, uploaded.ToString(CultureInfo.InvariantCulture))];
    }

    private static KeyValue[] TagsOf(ExperimentRecord record, string? parentRemoteId, bool isKnown)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal) { [IdTag] = record.Id, ["trading_functions.kind"] = record.Kind.ToString().ToLowerInvariant() };
        foreach (var (key, value) in record.Tags.Select(ExperimentTag.Split).Where(tag => !tag.Key.StartsWith(ExperimentTag.Reserved, StringComparison.OrdinalIgnoreCase)))
        {
            // A key may come several times here, and once there.
            tags[Key(key)] = tags.TryGetValue(Key(key), out var before) ? Cut($"{before}, {value}") : Cut(value ?? "true");
        }

        if (record.Failure is not null || isKnown)
        {
            // Empty where it failed before and did not now.
            tags[FailureTag] = Cut(record.Failure ?? string.Empty);
        }

        if (parentRemoteId is not null)
        {
            tags["mlflow.parentRunId"] = parentRemoteId;
        }

        return [.. tags.Select(tag => new KeyValue(tag.Key, tag.Value))];
    }

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Keys there have letters, digits, blanks and <c>_ - . / :</c>.</summary>
    private static string Key(string name) => Cut(string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or '/' ? c : '_')));

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
