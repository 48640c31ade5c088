using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>Lets the model narrow plans of the rules. Where it gives nothing that can be used, the plan of the rules stands, with the reason in it and in the audit trail.</summary>
/// <param name="audit">Null where nobody keeps one: a replay's reasons are in its plans and questions.</param>
public sealed class ModelPlanner(ModelDesk desk, ModelTerms terms, PipelineSettings settings, INewsSource? news = null, AuditTrail? audit = null)
{
    private static readonly TimeSpan NewsAge = TimeSpan.FromDays(3);
    private const int MaxNews = 5;
    private const int MaxReasons = 16;
    private const int MaxReasonLength = 200;

    /// <summary>A plan for each set of facts, in their order.</summary>
    /// <param name="facts">The most interesting first: the model is asked about so many as are allowed.</param>
    public async Task<IReadOnlyList<MonitoringPlan>> Write(RunId run, IReadOnlyList<PlanFacts> facts, CancellationToken cancellationToken)
    {
        var asked = facts.Take(terms.Options.MaxPlans).Select(WithNews).ToArray();
        var replies = await desk.Ask(run, [.. asked.Select(Question)], terms.Options.BatchTime, cancellationToken);
        var plans = new List<MonitoringPlan>(facts.Count);
        for (var i = 0; i < facts.Count; i++)
        {
            var (plan, refusal) = i < asked.Length
                ? Read(facts[i], replies[i])
                : (null, $"MAX_PLANS: the model is asked about {terms.Options.MaxPlans} plans of a scan.");
            plans.Add(plan ?? await FallBack(facts[i], refusal!, cancellationToken));
        }

        return plans;
    }

    private ModelQuestion Question(PlanFacts facts) =>
        new(PlanPrompt.IdOf(facts), PlanPrompt.Of(facts, terms.Options), text => PlanAnswer.Read(text, facts.Plan, settings.PlanLimits).Refusal);

    /// <summary>An answer may be one of an earlier attempt, on other levels: it is read against the rules' plan of now.</summary>
    private (MonitoringPlan? Plan, string? Refusal) Read(PlanFacts facts, ModelReply reply) =>
        reply.Text is { } text ? PlanAnswer.Read(text, facts.Plan, settings.PlanLimits) : (null, reply.Refusal);

    private PlanFacts WithNews(PlanFacts facts)
    {
        var at = facts.Snapshot.AsOfUtc;
        return news is null ? facts : facts with { News = news.Find(facts.Plan.Symbol, at - NewsAge, at, MaxNews) };
    }

    private async Task<MonitoringPlan> FallBack(PlanFacts facts, string refusal, CancellationToken cancellationToken)
    {
        var plan = facts.Plan;
        if (audit is not null)
        {
            await audit.Add(
                new AuditRecord(
                    $"{plan.Run}:{PlanPrompt.IdOf(facts).Replace('/', '_')}", audit.NowUtc, AuditKind.PlanFellBack, "pipeline", $"plan of {plan.Symbol}", Before: null, After: null, refusal),
                cancellationToken);
        }

        return plan with { Reasons = [.. plan.Reasons.Take(MaxReasons - 1), PlainText.Of($"rules instead of the model: {refusal}", MaxReasonLength)] };
    }
}
