using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>Decides on alerts by the rules: trade, update the plan, or ignore. A model that advises can only take away. What was decided before stays decided.</summary>
public sealed class EvaluateAlerts(
    AlertStore alerts, DecisionStore decisions, RunStore runs, PlanCache plans, IAccountBook account, IMarketData market, TimeProvider clock, AlertAdvisor? advisor = null)
    : IActivity<EvaluateRequest, Evaluated>
{
    public async Task<Evaluated> Run(EvaluateRequest input, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var rules = AlertRules.For(market.BarPeriod);
        var index = await runs.FindPlanIndex(input.Run, cancellationToken);
        var made = new List<DecisionDocument>(input.Alerts.Length);
        var entries = new List<(int Index, AdvisedEntry Entry)>();
        foreach (var reference in input.Alerts)
        {
            var alert = await alerts.Read(input.Run, reference.Symbol, reference.Sequence, cancellationToken);
            using var span = alert.Trace is null ? null : Spans.Start("evaluate", alert.Trace);
            var plan = await PlanInForce(input.Run, alert.Symbol, index, cancellationToken);
            var position = MonitorPosition.ContextOf(account.State.Book(alert.Symbol));
            var decision = AlertEvaluator.Decide(alert, plan, position, nowUtc, rules);
            span?.SetTag("trading.decision", decision.Kind.ToString());
            if (advisor is not null && decision is { Kind: DecisionKind.Trade, Reason: DecisionReason.EntryMet })
            {
                entries.Add((made.Count, new AdvisedEntry(alert, plan, decision)));
            }

            made.Add(new DecisionDocument(reference, decision, nowUtc));
        }

        if (entries.Count > 0)
        {
            await Advise(advisor!, input.Run, entries, made, cancellationToken);
        }

        var stored = await decisions.Save(input.Run, made, cancellationToken);
        return new Evaluated([.. stored.Select(d => new DecisionReference(d.Alert.Symbol, d.Alert.Sequence, d.Decision.Kind))]);
    }

    private static async Task Advise(
        AlertAdvisor advisor, RunId run, List<(int Index, AdvisedEntry Entry)> entries, List<DecisionDocument> made, CancellationToken cancellationToken)
    {
        var advice = await advisor.Advise(run, entries.ConvertAll(e => e.Entry), cancellationToken);
        for (var i = 0; i < entries.Count; i++)
        {
            var (index, entry) = entries[i];
            made[index] = made[index] with { Decision = AdviceAnswer.Apply(entry.Decision, advice[i]), Advice = advice[i] };
        }
    }

    private async Task<MonitoringPlan> PlanInForce(RunId run, Symbol symbol, PlanIndexDocument? index, CancellationToken cancellationToken)
    {
        var head = await runs.FindPlanHead(run, symbol, cancellationToken);
        var reference = head?.Plan ?? index?.Plans.FirstOrDefault(p => p.Plan.Symbol == symbol)?.Plan
            ?? throw new ActivityFailureException("PLAN_MISSING", $"{symbol} has an alert and no plan in run {run}.");
        return await plans.Get(reference, cancellationToken);
    }
}
