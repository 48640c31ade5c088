using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Decisions;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Replay;

/// <summary>
/// Finds the alerts of a replay a second time, from the bars, the stored plans and the exchange's journal alone: no orchestration, no event, no
/// stored alert has a part in it. What it finds and the store has not, or the other way round, was lost or made up.
/// </summary>
internal sealed class AlertRecount
{
    private readonly TimeSpan period;
    private readonly PipelineSettings settings;
    private readonly RunStore runs;
    private readonly RecordedMarket market;
    private readonly StrategyBook strategies;
    private readonly PointInTime clock = new();

    /// <summary>Plans that a later run may still follow.</summary>
    private readonly Dictionary<PlanReference, MonitoringPlan> carried = [];

    /// <summary>What each order's strategy was, by the decisions of the runs so far.</summary>
    private readonly Dictionary<ClientOrderId, StrategyId> owners = [];

    public AlertRecount(IReadOnlyList<BarSeries> bars, TimeSpan period, PipelineSettings settings, RunStore runs, StrategyBook strategies)
    {
        (this.period, this.settings, this.runs, this.strategies) = (period, settings, runs, strategies);
        market = new RecordedMarket(bars, period, clock);
    }

    /// <summary>Looks at a run again. Runs come in the order of their days: a plan may be carried over.</summary>
    /// <param name="environment">Part of every order's id.</param>
    /// <returns>Alerts that are missing in the store, and alerts in it that should not be.</returns>
    public async Task<long> CountLost(
        RunDocument run, RunRecords records, IReadOnlyDictionary<Symbol, ExchangeTimeline> timelines, string environment, CancellationToken cancellationToken)
    {
        long lost = 0;
        KnowOwners(run, records, environment);
        var stored = new Dictionary<Symbol, List<Alert>>();
        foreach (var alert in records.Alerts.Where(alert => !strategies.IsUnsure(alert.Trigger, alert.AtUtc)))
        {
            (stored.TryGetValue(alert.Symbol, out var list) ? list : stored[alert.Symbol] = []).Add(alert);
        }

        foreach (var (symbol, plans) in await PlansOf(run, records.Plans, cancellationToken))
        {
            var expected = await Find(run, symbol, plans, timelines.GetValueOrDefault(symbol), cancellationToken);
            lost += Differences(expected, stored.TryGetValue(symbol, out var found) ? found : []);
            stored.Remove(symbol);
        }

        return lost + stored.Values.Sum(list => list.Count);
    }

    private void KnowOwners(RunDocument run, RunRecords records, string environment)
    {
        foreach (var made in strategies.IsIdle ? [] : records.Decisions)
        {
            if (made.Decision.Signal is { } signal)
            {
                var origin = AlertOrigins.Of(run.Run, made.Alert.Symbol, made.Alert.Sequence);
                owners[ClientOrderIds.Derive(settings.Account, environment, origin, "order")] = signal.Strategy;
            }
        }
    }

    private static long Differences(List<(DateTime AtUtc, string Trigger)> expected, List<Alert> stored)
    {
        // One check may raise the same trigger at two of its bars: equal alerts are counted, not merged.
        var found = stored.Select(a => (a.AtUtc, a.Trigger)).ToList();
        var isNumbered = stored.Select(a => a.Sequence).SequenceEqual(Enumerable.Range(1, stored.Count));
        var missing = expected.Count(e => !found.Remove(e));
        return missing + found.Count + (isNumbered ? 0 : 1);
    }

    private async Task<List<(DateTime AtUtc, string Trigger)>> Find(
        RunDocument run, Symbol symbol, List<MonitoringPlan> plans, ExchangeTimeline? timeline, CancellationToken cancellationToken)
    {
        var expected = new List<(DateTime, string)>();
        CheckMemory? memory = null;
        for (var checkUtc = FirstCheck(run, plans[0]); checkUtc <= run.CloseUtc;)
        {
            var plan = plans.FindLast(p => p == plans[0] || p.ValidFromUtc < checkUtc)!;
            clock.NowUtc = checkUtc;
            var snapshots = await market.FetchSnapshots([symbol], MarketView.Bars, cancellationToken);
            var snapshot = snapshots.GetValueOrDefault(symbol) ?? new SymbolSnapshot(symbol, checkUtc, 0, default, null, BarWindow.Empty);
            var (position, state) = timeline?.At(checkUtc, owners) ?? (default, MonitorState.Scanning);
            var outcome = MonitorCheck.Evaluate(
                plan, snapshot, position, plan.IsInForce(checkUtc) ? state : MonitorState.Idle, memory, isCarriedOver: plan.Run != run.Run, strategies.SecondReaderFor(plan));
            expected.AddRange(outcome.Fired.Select(fired => (checkUtc, fired.Trigger)));
            memory = outcome.Memory;
            checkUtc += plan.CheckInterval;
        }

        return expected;
    }

    /// <summary>The plans that each monitor of a run followed, in their order.</summary>
    private async Task<List<(Symbol Symbol, List<MonitoringPlan> Plans)>> PlansOf(RunDocument run, List<MonitoringPlan> plans, CancellationToken cancellationToken)
    {
        var index = await runs.FindPlanIndex(run.Run, cancellationToken);
        var written = new Dictionary<Symbol, List<MonitoringPlan>>();
        foreach (var plan in plans)
        {
            (written.TryGetValue(plan.Symbol, out var list) ? list : written[plan.Symbol] = []).Add(plan);
            carried[new PlanReference(plan.Run, plan.Symbol, plan.Version)] = plan;
        }

        foreach (var old in carried.Where(c => c.Value.ValidToUtc < run.OpenUtc).Select(c => c.Key).ToArray())
        {
            carried.Remove(old);
        }

        var all = new List<(Symbol, List<MonitoringPlan>)>();
        foreach (var assignment in index?.Plans ?? [])
        {
            var symbol = assignment.Plan.Symbol;
            var first = carried[assignment.Plan];
            var later = written.TryGetValue(symbol, out var list) ? list.Where(p => first.Run != p.Run || p.Version > first.Version) : [];
            all.Add((symbol, [first, .. later]));
        }

        return all;
    }

    private DateTime FirstCheck(RunDocument run, MonitoringPlan plan)
    {
        var interval = period > settings.CheckInterval ? period : settings.CheckInterval;
        return CheckGrid.First(run.OpenUtc, run.CloseUtc, interval, plan.Run == run.Run ? plan.ValidFromUtc : run.StartedUtc);
    }

    /// <summary>A clock that is set, to look at the market as of any moment.</summary>
    private sealed class PointInTime : TimeProvider
    {
        public DateTime NowUtc { get; set; }

        public override DateTimeOffset GetUtcNow() => new(NowUtc);
    }
}
