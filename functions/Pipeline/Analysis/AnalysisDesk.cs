using System.Globalization;
using System.Text.Json;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Starts analyses and looks at them.</summary>
public sealed class AnalysisDesk(AnalysisStore store, ExperimentStore experiments, IOrchestrationClient orchestrations, IArtefacts artefacts, AnalysisClock clock)
{
    /// <summary>Starts an analysis; one that was stored and not started, because the host died, is started by asking again. Asking for one that was started leaves it as it is.</summary>
    /// <returns>False where the id belongs to another analysis.</returns>
    public async Task<bool> Start(AnalysisDefinition definition, StartPolicy policy, CancellationToken cancellationToken)
    {
        if (!await store.Create(definition, cancellationToken))
        {
            var stored = await store.Definition(definition.Id, cancellationToken);
            if (!IsSame(stored, definition))
            {
                return false;
            }

            definition = stored;
        }

        if (policy == StartPolicy.Once
            && await orchestrations.Get(AnalysisNames.Instance(definition.Id), cancellationToken) is not null
            && await experiments.Find(definition.Id, cancellationToken) is not null)
        {
            return true;
        }

        await experiments.Begin(AnalysisRecord.Begin(definition), cancellationToken);
        var start = new AnalysisStart(definition.Id, definition.Slices, definition.Concurrency);
        await orchestrations.Start(PipelineCatalog.AnalyseTable, AnalysisNames.Instance(definition.Id), start, policy, cancellationToken);
        return true;
    }

    /// <summary>An analysis, as far as it is; null where there is none of this id.</summary>
    public async Task<AnalysisView?> Find(string id, CancellationToken cancellationToken)
    {
        if (!AnalysisNames.IsId(id) || await store.FindDefinition(id, cancellationToken) is not { } definition || await experiments.Find(id, cancellationToken) is not { } record)
        {
            return null;
        }

        return new AnalysisView(await Settle(record, cancellationToken), definition, await Progress(id, cancellationToken), ReadSummary(id));
    }

    /// <summary>How far an analysis is; null where its instance has been cleared away.</summary>
    public async Task<AnalysisProgress?> Progress(string id, CancellationToken cancellationToken) =>
        await orchestrations.Get(AnalysisNames.Instance(id), cancellationToken) is { CustomStatus: { } status }
            ? JsonSerializer.Deserialize(status, PipelineJson.Default.AnalysisProgress)
            : null;

    /// <summary>Analyses of this store's host, newest first; those with all the tags only. <c>contract:X</c> and <c>slice:N</c> are tags of every analysis that has them.</summary>
    public async Task<IReadOnlyList<ExperimentRecord>> List(IReadOnlyList<string> tags, int limit, CancellationToken cancellationToken)
    {
        var found = new List<ExperimentRecord>();
        await foreach (var record in experiments.List(cancellationToken))
        {
            if (record.Kind == ExperimentKind.Analysis && await IsOwn(record.Id, cancellationToken) && await HasAll(record, tags, cancellationToken))
            {
                found.Add(await Settle(record, cancellationToken));
                if (found.Count == limit)
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>A run as it is now: an analysis that was ended from outside, or that failed where it could not say so itself, has failed.</summary>
    public async Task<ExperimentRecord> Settle(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (record is not { Kind: ExperimentKind.Analysis, Status: ExperimentStatus.Running }
            || !await IsOwn(record.Id, cancellationToken)
            || await orchestrations.Get(AnalysisNames.Instance(record.Id), cancellationToken) is not { Status: InstanceStatus.Failed or InstanceStatus.Terminated } instance)
        {
            return record;
        }

        var failed = record with { Status = ExperimentStatus.Failed, FinishedUtc = clock.NowUtc, Failure = instance.Failure?.Message ?? "It was terminated." };
        await experiments.Change(record.Id, now => now.Status == ExperimentStatus.Running ? failed : now, cancellationToken);
        return await experiments.Find(record.Id, cancellationToken) ?? failed;
    }

    /// <summary>The summary of one contract; null where it has none, or failed.</summary>
    public ContractSummary? ReadContract(string id, string file)
    {
        using var stream = artefacts.OpenRead(id, AnalysisNames.TableSummary(file));
        return stream is null ? null : JsonSerializer.Deserialize(stream, AnalysisJson.Default.ContractSummary);
    }

    /// <summary>What the analysis came to; null while it runs.</summary>
    public AnalysisSummary? ReadSummary(string id)
    {
        using var stream = artefacts.OpenRead(id, AnalysisNames.Summary);
        var summary = stream is null ? null : JsonSerializer.Deserialize(stream, AnalysisJson.Default.AnalysisSummary);
        return summary?.Id == id ? summary : null;
    }

    /// <summary>The table as it was opened; null before.</summary>
    public Task<TableSummary?> FindTable(string id, CancellationToken cancellationToken) => store.FindTable(id, cancellationToken);

    /// <summary>Contracts that are over, in the order of the table.</summary>
    public Task<List<ContractOutcome>> Outcomes(string id, CancellationToken cancellationToken) => store.Outcomes(id, cancellationToken);

    /// <summary>Whether an analysis of this id is made by this store's host.</summary>
    public async Task<bool> IsOwn(string id, CancellationToken cancellationToken) => AnalysisNames.IsId(id) && await store.FindDefinition(id, cancellationToken) is not null;

    /// <summary>Whether a run has all the tags, of itself or because they were put on it.</summary>
    public async Task<bool> HasAll(ExperimentRecord record, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        foreach (var tag in tags)
        {
            if (!record.Tags.Contains(tag, StringComparer.Ordinal) && !await HasOfItself(record, tag, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> HasOfItself(ExperimentRecord record, string tag, CancellationToken cancellationToken)
    {
        var (key, value) = ExperimentTag.Split(tag);
        return record.Kind == ExperimentKind.Analysis && key switch
        {
            ExperimentTag.Contract when await IsOwn(record.Id, cancellationToken) => (await store.Outcomes(record.Id, cancellationToken)).Exists(outcome => outcome.Contract.Contract == value),
            ExperimentTag.Contract => IsOfContract(record, value),
            ExperimentTag.Slice => SlicesOf(record) is > 1 and var slices && Number(value) is >= 1 and var slice && slice <= slices,
            _ => false,
        };
    }

    /// <summary>Of an analysis that was made elsewhere and recorded here there are the reports only.</summary>
    private bool IsOfContract(ExperimentRecord record, string? contract)
    {
        try
        {
            using var stream = record.Artefacts.Contains(AnalysisNames.Comparison, StringComparer.Ordinal) ? artefacts.OpenRead(record.Id, AnalysisNames.Comparison) : null;
            return stream is not null
                && (Array.Exists(JsonSerializer.Deserialize(stream, AnalysisJson.Default.Comparison)?.Ranking ?? [], ranked => ranked.Contract == contract)
                    || Array.Exists(ReadSummary(record.Id)?.Failed ?? [], failed => failed.Contract == contract));
        }
        catch (JsonException)
        {
            // Whoever recorded it may have put anything under the name.
            return false;
        }
    }

    private static int SlicesOf(ExperimentRecord record) => Number(record.Parameters.GetValueOrDefault(AnalysisRecord.Slices));

    /// <returns>0 for what is no number.</returns>
    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The same wish, whenever it was made and on however many processors.</summary>
    private static bool IsSame(AnalysisDefinition stored, AnalysisDefinition wanted) =>
        JsonSerializer.Serialize(stored with { CreatedUtc = default, Concurrency = 0 }, AnalysisJson.Default.AnalysisDefinition)
        == JsonSerializer.Serialize(wanted with { CreatedUtc = default, Concurrency = 0 }, AnalysisJson.Default.AnalysisDefinition);
}

/// <param name="Progress">Null where its instance has been cleared away.</param>
/// <param name="Summary">Null while it runs.</param>
public sealed record AnalysisView(ExperimentRecord Record, AnalysisDefinition Definition, AnalysisProgress? Progress, AnalysisSummary? Summary);
