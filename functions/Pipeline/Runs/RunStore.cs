using System.Globalization;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>The documents of monitoring runs: scans, plans, alerts, the desk's watermark, decisions. One partition per run, and one that lists the runs.</summary>
public sealed class RunStore(IDocumentStore store, DocumentCache documents)
{
    /// <summary>Stands for the newest scan.</summary>
    public const string LatestScan = "latest";

    /// <summary>The partition that lists the runs.</summary>
    private const string Index = "index";

    public async Task<RunDocument> BeginRun(RunDocument run, CancellationToken cancellationToken) =>
        await documents.CreateOrRead(RunKey(run.Run), run, PipelineJson.Default.RunDocument, cancellationToken);

    public async Task FinishRun(PortfolioResult result, CancellationToken cancellationToken)
    {
        var stored = await documents.Read(RunKey(result.Run), PipelineJson.Default.RunDocument, cancellationToken)
            ?? throw new InvalidOperationException($"Run {result.Run} was never begun.");
        if (stored.Value.Result is null)
        {
            await documents.Replace(RunKey(result.Run), stored.Value with { Result = result }, stored.ETag, PipelineJson.Default.RunDocument, cancellationToken);
        }
    }

    public async Task<RunDocument?> FindRun(RunId run, CancellationToken cancellationToken) =>
        (await documents.Read(RunKey(run), PipelineJson.Default.RunDocument, cancellationToken))?.Value;

    /// <summary>The run before this one, by id: the ids of one account's runs are in the order of their days.</summary>
    public async Task<RunDocument?> RunBefore(RunId run, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, Index, "run:", RunKey(run).Id, 1, descending: true, cancellationToken);
        return page.Items.Count == 0 ? null : DocumentStoreExtensions.Parse(page.Items[0], PipelineJson.Default.RunDocument);
    }

    public IAsyncEnumerable<RunDocument> ListRuns(CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, Index, "run:", PipelineJson.Default.RunDocument, cancellationToken);

    /// <summary>Ids of all runs, by the ids of their documents alone: whatever is in these.</summary>
    public async IAsyncEnumerable<RunId> ListRunIds([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.Query(Containers.Runs, Index, "run:", after, 500, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                if (RunId.TryCreate(document.Id["run:".Length..], out var run, out _))
                {
                    yield return run;
                }
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Runs after one, by id: in the order of their days.</summary>
    public async IAsyncEnumerable<RunDocument> ListRunsAfter(RunId? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = after is { } run ? RunKey(run).Id : null;
        do
        {
            var page = await store.Query(Containers.Runs, Index, "run:", from, 100, descending: false, cancellationToken);
            foreach (var document in page.Items)
            {
                yield return DocumentStoreExtensions.Parse(document, PipelineJson.Default.RunDocument);
            }

            from = page.Next;
        }
        while (from is not null);
    }

    /// <summary>The newest run, if any.</summary>
    public async Task<RunDocument?> LatestRun(CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, Index, "run:", null, 1, descending: true, cancellationToken);
        return page.Items.Count == 0 ? null : DocumentStoreExtensions.Parse(page.Items[0], PipelineJson.Default.RunDocument);
    }

    public async Task<ScanDocument> SaveScan(ScanDocument scan, CancellationToken cancellationToken)
    {
        await documents.CreateOrRead(
            new DocumentKey(Containers.Runs, Index, $"scan:{scan.ScanId}"), new ScanReference(scan.ScanId, scan.Run, scan.Session, scan.SlotUtc), PipelineJson.Default.ScanReference, cancellationToken);
        return await documents.CreateOrRead(ScanKey(scan.Run, scan.ScanId), scan, PipelineJson.Default.ScanDocument, cancellationToken);
    }

    public async Task<ScanDocument?> FindScan(RunId run, string scanId, CancellationToken cancellationToken) =>
        await documents.ReadFinal(ScanKey(run, scanId), PipelineJson.Default.ScanDocument, cancellationToken);

    /// <summary>A scan by its id, or <see cref="LatestScan"/>.</summary>
    public async Task<ScanDocument?> FindScan(string scanId, CancellationToken cancellationToken)
    {
        if (string.Equals(scanId, LatestScan, StringComparison.Ordinal))
        {
            return await ListScans(1, cancellationToken) is [var newest] ? await FindScan(newest.Run, newest.ScanId, cancellationToken) : null;
        }

        // Ids come from outside here, and a document's id holds less than an address may.
        return RunId.TryCreate(scanId, out _, out _) && await documents.ReadFinal(new DocumentKey(Containers.Runs, Index, $"scan:{scanId}"), PipelineJson.Default.ScanReference, cancellationToken) is { } reference
            ? await FindScan(reference.Run, reference.ScanId, cancellationToken)
            : null;
    }

    /// <summary>Scans, newest first.</summary>
    public async Task<IReadOnlyList<ScanReference>> ListScans(int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, Index, "scan:", null, limit, descending: true, cancellationToken);
        return [.. page.Items.Select(d => DocumentStoreExtensions.Parse(d, PipelineJson.Default.ScanReference))];
    }

    public async Task<int> CountScans(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var scan in store.ReadAll(Containers.Runs, Index, "scan:", PipelineJson.Default.ScanReference, cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>Stores first plans, as many to a transaction as fit. A plan that exists already stays as it is.</summary>
    /// <returns>The plans as stored.</returns>
    public async Task<IReadOnlyList<MonitoringPlan>> SavePlans(IReadOnlyList<MonitoringPlan> plans, CancellationToken cancellationToken)
    {
        var stored = new List<MonitoringPlan>(plans.Count);
        foreach (var chunk in plans.Chunk(96))
        {
            var operations = Array.ConvertAll(chunk, plan => StoreOperation.Create(
                PlanId(new PlanReference(plan.Run, plan.Symbol, plan.Version)), JsonSerializer.SerializeToUtf8Bytes(plan, PipelineJson.Default.MonitoringPlan)));
            var written = await store.Transact(Containers.Runs, chunk[0].Run.Value, operations, cancellationToken);
            if (written.IsDone)
            {
                stored.AddRange(chunk);
                continue;
            }

            foreach (var plan in chunk)
            {
                // Some of them are there from an attempt that was cut off.
                stored.Add(await store.CreateOrRead(PlanKey(new PlanReference(plan.Run, plan.Symbol, plan.Version)), plan, PipelineJson.Default.MonitoringPlan, cancellationToken));
            }
        }

        return stored;
    }

    /// <summary>Stores one plan and makes it the symbol's newest, unless a newer one is there.</summary>
    /// <param name="cause">Number of the alert that asked for it, if one did.</param>
    /// <returns>The plan as stored: another one where this version had been written before.</returns>
    public async Task<MonitoringPlan> SavePlan(RunId run, MonitoringPlan plan, DateTime nowUtc, int? cause, CancellationToken cancellationToken)
    {
        var reference = new PlanReference(run, plan.Symbol, plan.Version);
        var stored = await store.CreateOrRead(PlanKey(reference), plan, PipelineJson.Default.MonitoringPlan, cancellationToken);
        var headKey = new DocumentKey(Containers.Runs, run.Value, HeadId(plan.Symbol));
        while (true)
        {
            var head = await documents.Read(headKey, PipelineJson.Default.PlanHeadDocument, cancellationToken);
            if (head is not null && head.Value.Plan.Run == run && head.Value.Plan.Version >= plan.Version)
            {
                return stored;
            }

            // A plan of somebody else answers nobody's alert.
            var next = new PlanHeadDocument(reference, nowUtc, ReferenceEquals(stored, plan) ? cause : null);
            var written = head is null
                ? await documents.Create(headKey, next, PipelineJson.Default.PlanHeadDocument, cancellationToken)
                : await documents.Replace(headKey, next, head.ETag, PipelineJson.Default.PlanHeadDocument, cancellationToken);
            if (written.IsDone)
            {
                return stored;
            }
        }
    }

    /// <exception cref="InvalidOperationException">The plan was never stored.</exception>
    public async Task<MonitoringPlan> ReadPlan(PlanReference plan, CancellationToken cancellationToken) =>
        (await store.Read(PlanKey(plan), PipelineJson.Default.MonitoringPlan, cancellationToken))?.Value
        ?? throw new InvalidOperationException($"Plan {plan.Version} of {plan.Symbol} in run {plan.Run} is not stored.");

    /// <summary>Plans written in a run, by symbol and version.</summary>
    public IAsyncEnumerable<MonitoringPlan> ListPlans(RunId run, CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, run.Value, "plan:", PipelineJson.Default.MonitoringPlan, cancellationToken);

    public async Task<PlanHeadDocument?> FindPlanHead(RunId run, Symbol symbol, CancellationToken cancellationToken) =>
        (await documents.Read(new DocumentKey(Containers.Runs, run.Value, HeadId(symbol)), PipelineJson.Default.PlanHeadDocument, cancellationToken))?.Value;

    /// <summary>The newest plans of the symbols whose plan was changed in this run.</summary>
    public async Task<IReadOnlyDictionary<Symbol, PlanReference>> PlanHeads(RunId run, CancellationToken cancellationToken)
    {
        var heads = new Dictionary<Symbol, PlanReference>();
        await foreach (var head in store.ReadAll(Containers.Runs, run.Value, "planhead:", PipelineJson.Default.PlanHeadDocument, cancellationToken))
        {
            heads[head.Plan.Symbol] = head.Plan;
        }

        return heads;
    }

    public async Task<PlanIndexDocument?> FindPlanIndex(RunId run, CancellationToken cancellationToken) =>
        (await documents.Read(PlanIndexKey(run), PipelineJson.Default.PlanIndexDocument, cancellationToken))?.Value;

    /// <summary>Adds plans to the run's index; symbols that it has keep what they have.</summary>
    /// <returns>The index as stored.</returns>
    public async Task<PlanIndexDocument> AddToPlanIndex(RunId run, IReadOnlyList<PlanAssignment> plans, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await documents.Read(PlanIndexKey(run), PipelineJson.Default.PlanIndexDocument, cancellationToken);
            var known = stored?.Value.Plans ?? [];
            var missing = plans.Where(p => !known.Any(k => k.Plan.Symbol == p.Plan.Symbol)).ToArray();
            if (stored is not null && missing.Length == 0)
            {
                return stored.Value;
            }

            var next = new PlanIndexDocument([.. known.Concat(missing).OrderBy(p => p.Plan.Symbol)]);
            var written = stored is null
                ? await documents.Create(PlanIndexKey(run), next, PipelineJson.Default.PlanIndexDocument, cancellationToken)
                : await documents.Replace(PlanIndexKey(run), next, stored.ETag, PipelineJson.Default.PlanIndexDocument, cancellationToken);
            if (written.IsDone)
            {
                return next;
            }
        }
    }

    public async Task Close(RunClosing closing, CancellationToken cancellationToken) => await documents.CreateOrRead(
        new DocumentKey(Containers.Runs, closing.Run.Value, "closing"), new ClosingDocument(closing.Ends), PipelineJson.Default.ClosingDocument, cancellationToken);

    public async Task<ClosingDocument?> FindClosing(RunId run, CancellationToken cancellationToken) =>
        await documents.ReadFinal(new DocumentKey(Containers.Runs, run.Value, "closing"), PipelineJson.Default.ClosingDocument, cancellationToken);

    /// <summary>Stores a failure; the first word on an instance's end, or on one of its checks, stands.</summary>
    public async Task<FailureDocument> SaveFailure(FailureDocument failure, CancellationToken cancellationToken) => await documents.CreateOrRead(
        new DocumentKey(Containers.Runs, failure.Failure.Run.Value, FailureId(failure.Failure)), failure, PipelineJson.Default.FailureDocument, cancellationToken);

    /// <summary>Failures of a run's monitors, those of one monitor in the order of its checks, its end first.</summary>
    public IAsyncEnumerable<FailureDocument> ListFailures(RunId run, CancellationToken cancellationToken) =>
        store.ReadAll(Containers.Runs, run.Value, "failure:", PipelineJson.Default.FailureDocument, cancellationToken);

    private static DocumentKey RunKey(RunId run) => new(Containers.Runs, Index, $"run:{run}");

    private static DocumentKey ScanKey(RunId run, string scanId) => new(Containers.Runs, run.Value, $"scan:{scanId}");

    private static DocumentKey PlanIndexKey(RunId run) => new(Containers.Runs, run.Value, "plans");

    private static DocumentKey PlanKey(PlanReference plan) => new(Containers.Runs, plan.Run.Value, PlanId(plan));

    private static string FailureId(MonitorFailure failure) =>
        failure.Check == 0 ? $"failure:{failure.InstanceId}" : string.Create(CultureInfo.InvariantCulture, $"failure:{failure.InstanceId}:{failure.Check:D6}");

    private static string HeadId(Symbol symbol) => $"planhead:{DocumentIds.Of(symbol)}";

    private static string PlanId(PlanReference plan) => string.Create(CultureInfo.InvariantCulture, $"plan:{DocumentIds.Of(plan.Symbol)}:{plan.Version:D6}");
}
