using Microsoft.Extensions.Logging;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>Writes, renews and replaces the plans of a run. Every plan passes the validator before it is stored.</summary>
public sealed class PlanService(
    RunStore runs, PlanCache cache, IMarketData market, IAccountBook account, IOrchestrationClient orchestrations, StrategyBook strategies, PipelineSettings settings, TimeProvider clock, ILogger<PlanService> log, ModelPlanner? model = null)
{
    /// <summary>After the close, so that the check at the close is still the plan's.</summary>
    private static readonly TimeSpan AfterClose = TimeSpan.FromMinutes(1);

    /// <summary>Plans for the scan's candidates, and for every symbol with a position or a working order whatever the scan says.</summary>
    public async Task<PlanSet> Generate(PlansRequest request, CancellationToken cancellationToken)
    {
        var run = await RunOf(request.Run, cancellationToken);
        var scan = await runs.FindScan(request.Run, request.ScanId, cancellationToken)
            ?? throw new ActivityFailureException("SCAN_MISSING", $"Scan {request.ScanId} is not stored.");
        var reasons = scan.Candidates.ToDictionary(c => c.Symbol, c => c.Reasons);
        var symbols = request.Only ?? await SymbolsToMonitor(reasons.Keys, cancellationToken);
        var known = await Known(request.Run, cancellationToken);
        var carried = request.Only is null ? await CarriedOver(run, cancellationToken) : [];
        var assigned = new List<PlanAssignment>(symbols.Count);
        var fresh = new List<Symbol>();
        foreach (var symbol in symbols)
        {
            if (request.Only is null && (known.TryGetValue(symbol, out var plan) || carried.TryGetValue(symbol, out plan)))
            {
                assigned.Add(plan);
            }
            else
            {
                fresh.Add(symbol);
            }
        }

        var heads = fresh.Count == 0 ? new Dictionary<Symbol, PlanReference>() : await runs.PlanHeads(request.Run, cancellationToken);
        int VersionOf(Symbol symbol) => NextVersion(request.Run, heads.TryGetValue(symbol, out var head) ? head : null, known.GetValueOrDefault(symbol));
        var (written, refused) = await Write(run, fresh, reasons, VersionOf, cause: null, cancellationToken);
        foreach (var plan in await runs.SavePlans([.. written.Where(p => p.Version == 1)], cancellationToken))
        {
            assigned.Add(new PlanAssignment(Keep(plan), plan.ValidToUtc));
        }

        foreach (var plan in written.Where(p => p.Version > 1))
        {
            var stored = await Save(plan, cause: null, cancellationToken);
            assigned.Add(new PlanAssignment(Keep(stored), stored.ValidToUtc));
        }

        await runs.AddToPlanIndex(request.Run, assigned, cancellationToken);
        return new PlanSet([.. assigned.Select(a => a.Plan).OrderBy(p => p.Symbol)], refused);
    }

    /// <summary>Writes a symbol's plan anew from what the market is now, because an alert asked for it. Asking again for the same alert gives the same plan.</summary>
    /// <param name="alert">Number of the alert.</param>
    /// <returns>The new plan, or why the old one stays.</returns>
    public async Task<(PlanReference? Plan, string? Refusal)> Renew(RunId run, Symbol symbol, int alert, CancellationToken cancellationToken)
    {
        var head = await runs.FindPlanHead(run, symbol, cancellationToken);
        if (head?.Cause == alert)
        {
            return (head.Plan, null);
        }

        var document = await RunOf(run, cancellationToken);
        var version = NextVersion(run, head?.Plan, await First(run, symbol, cancellationToken));
        var (plans, refused) = await Write(document, [symbol], new Dictionary<Symbol, string[]>(), _ => version, alert, cancellationToken);
        if (plans.Count == 0)
        {
            return (null, refused.Length > 0 ? refused[0].Reason : "The market has no data.");
        }

        return (Keep(await Save(plans[0], alert, cancellationToken)), null);
    }

    /// <summary>Puts a person's plan in force at the next check.</summary>
    /// <returns>The plan as stored, or what is wrong with it.</returns>
    public async Task<(PlanReference? Plan, IReadOnlyList<PlanError> Errors)> Put(RunId run, MonitoringPlan plan, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await runs.FindPlanHead(run, plan.Symbol, cancellationToken);
            var next = plan with { Run = run, Version = NextVersion(run, head?.Plan, await First(run, plan.Symbol, cancellationToken)) };
            var errors = PlanValidator.Validate(next, settings.PlanLimits);
            if (errors.Length > 0)
            {
                return (null, errors);
            }

            var stored = await Save(next, cause: null, cancellationToken);
            var reference = Keep(stored);
            if (!ReferenceEquals(stored, next))
            {
                // Somebody else's plan has taken the version: this one comes after it.
                continue;
            }

            if (await MonitorOf(run, plan.Symbol, cancellationToken) is { } monitor)
            {
                await orchestrations.Raise(monitor, PipelineEvents.Plan, new PlanUpdated(reference), cancellationToken);
            }

            return (reference, errors);
        }
    }

    /// <summary>The running monitor of a symbol, if any.</summary>
    public async Task<string?> MonitorOf(RunId run, Symbol symbol, CancellationToken cancellationToken)
    {
        for (var start = 1; ; start++)
        {
            var id = InstanceIds.Monitor(run, symbol, start);
            var instance = await orchestrations.Get(id, cancellationToken);
            if (instance is null || instance.Status is InstanceStatus.Running or InstanceStatus.Pending or InstanceStatus.Suspended)
            {
                return instance?.InstanceId;
            }
        }
    }

    private async Task<IReadOnlyList<Symbol>> SymbolsToMonitor(IEnumerable<Symbol> candidates, CancellationToken cancellationToken)
    {
        var wanted = settings.MonitorAll ? await market.ListSymbols(cancellationToken) : candidates;
        var open = account.State.Symbols.Where(s => s.Value.IsActive).Select(s => s.Key);
        return [.. wanted.Union(open).Order()];
    }

    /// <summary>Plans of the run before that are good until this session's close.</summary>
    private async Task<Dictionary<Symbol, PlanAssignment>> CarriedOver(RunDocument run, CancellationToken cancellationToken)
    {
        var before = await runs.RunBefore(run.Run, cancellationToken);
        var index = before is null ? null : await runs.FindPlanIndex(before.Run, cancellationToken);
        var carried = new Dictionary<Symbol, PlanAssignment>();
        if (before is null || index is null)
        {
            return carried;
        }

        var heads = await runs.PlanHeads(before.Run, cancellationToken);
        foreach (var assignment in index.Plans)
        {
            // The symbol may have been given a newer plan during that run.
            var plan = heads.TryGetValue(assignment.Plan.Symbol, out var head) ? await Assignment(head, cancellationToken) : assignment;
            if (plan.ValidUntilUtc > run.CloseUtc)
            {
                carried[plan.Plan.Symbol] = plan;
            }
        }

        return carried;
    }

    private async Task<PlanAssignment> Assignment(PlanReference plan, CancellationToken cancellationToken) =>
        new(plan, (await cache.Get(plan, cancellationToken)).ValidToUtc);

    private async Task<(List<MonitoringPlan> Plans, RefusedPlan[] Refused)> Write(
        RunDocument run,
        IReadOnlyList<Symbol> symbols,
        IReadOnlyDictionary<Symbol, string[]> reasons,
        Func<Symbol, int> versionOf,
        int? cause,
        CancellationToken cancellationToken)
    {
        var plans = new List<MonitoringPlan>(symbols.Count);
        var facts = new List<PlanFacts>(model is null ? 0 : symbols.Count);
        var refused = new List<RefusedPlan>();
        if (symbols.Count == 0)
        {
            return (plans, []);
        }

        var snapshots = await MarketCall.Try(() => market.FetchSnapshots(symbols, MarketView.Bars, cancellationToken));
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var validUntilUtc = ValidUntil(run);
        var intervalSeconds = (int)Math.Max(settings.CheckInterval.TotalSeconds, market.BarPeriod.TotalSeconds);
        foreach (var symbol in symbols)
        {
            if (!snapshots.TryGetValue(symbol, out var snapshot))
            {
                refused.Add(new RefusedPlan(symbol, "The market has no data."));
                continue;
            }

            var position = MonitorPosition.ContextOf(account.State.Book(symbol));
            var plan = RuleBasedPlanner.Plan(
                new PlanRequest(run.Run, symbol, versionOf(symbol), nowUtc, validUntilUtc, market.BarPeriod, snapshot.Bars, reasons.GetValueOrDefault(symbol) ?? [], position),
                settings.Planner) with
            { CheckIntervalSeconds = intervalSeconds };
            plan = StrategyTriggers.Apply(plan, strategies.SelectionFor(symbol, position.Strategy), market.BarPeriod);
            var errors = PlanValidator.Validate(plan, settings.PlanLimits);
            if (errors.Length == 0)
            {
                plans.Add(plan);
                if (model is not null)
                {
                    facts.Add(new PlanFacts(plan, snapshot, position, market.BarPeriod, cause));
                }
            }
            else
            {
                var reason = string.Join(" ", errors.Select(e => $"{e.Field}: {e.Message}"));
                refused.Add(new RefusedPlan(symbol, reason));
                log.PlanRefused(symbol, reason);
            }
        }

        return (model is null ? plans : await Narrow(model, run.Run, facts, [.. reasons.Keys], cancellationToken), [.. refused]);
    }

    /// <summary>Lets the model narrow the plans of the rules, those of the best candidates first.</summary>
    /// <param name="ranked">The scan's candidates, best first.</param>
    private static async Task<List<MonitoringPlan>> Narrow(ModelPlanner model, RunId run, List<PlanFacts> facts, Symbol[] ranked, CancellationToken cancellationToken)
    {
        var ranks = ranked.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        PlanFacts[] ordered = [.. facts.OrderBy(f => ranks.GetValueOrDefault(f.Plan.Symbol, int.MaxValue)).ThenBy(f => f.Plan.Symbol)];
        return [.. (await model.Write(run, ordered, cancellationToken)).OrderBy(plan => plan.Symbol)];
    }

    /// <summary>The end of the session; where a bar is a session, of the last session that the plan is good for.</summary>
    private DateTime ValidUntil(RunDocument run)
    {
        var close = run.CloseUtc;
        if (market.BarPeriod >= run.CloseUtc - run.OpenUtc)
        {
            var session = run.Session;
            for (var i = 1; i < settings.SessionsPerPlan; i++)
            {
                var next = ExchangeCalendar.NextSession(session);
                (session, close) = (next.Date, next.CloseUtc);
            }
        }

        return close + AfterClose;
    }

    /// <param name="head">The symbol's newest plan, where it was changed in this run.</param>
    /// <param name="first">The plan that the symbol started with; it may be of a run before.</param>
    private static int NextVersion(RunId run, PlanReference? head, PlanAssignment? first) =>
        head is { } newest ? newest.Version + 1
        : first?.Plan.Run == run ? first.Plan.Version + 1
        : 1;

    private Task<MonitoringPlan> Save(MonitoringPlan plan, int? cause, CancellationToken cancellationToken) =>
        runs.SavePlan(plan.Run, plan, clock.GetUtcNow().UtcDateTime, cause, cancellationToken);

    /// <summary>Keeps a stored plan at hand: the next check of its monitor reads it.</summary>
    private PlanReference Keep(MonitoringPlan stored)
    {
        var reference = new PlanReference(stored.Run, stored.Symbol, stored.Version);
        cache.Keep(reference, stored);
        return reference;
    }

    private async Task<PlanAssignment?> First(RunId run, Symbol symbol, CancellationToken cancellationToken) =>
        (await runs.FindPlanIndex(run, cancellationToken))?.Plans.FirstOrDefault(p => p.Plan.Symbol == symbol);

    private async Task<Dictionary<Symbol, PlanAssignment>> Known(RunId run, CancellationToken cancellationToken) =>
        (await runs.FindPlanIndex(run, cancellationToken))?.Plans.ToDictionary(p => p.Plan.Symbol) ?? [];

    private async Task<RunDocument> RunOf(RunId run, CancellationToken cancellationToken) =>
        await runs.FindRun(run, cancellationToken) ?? throw new ActivityFailureException("RUN_MISSING", $"Run {run} is not stored.");
}
