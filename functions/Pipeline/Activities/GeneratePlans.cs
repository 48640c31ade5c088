using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Activities;

/// <summary>A plan for every symbol to monitor: the scan's candidates and whatever a position is open in.</summary>
public sealed class GeneratePlans(PlanService plans) : IActivity<PlansRequest, PlanSet>
{
    public Task<PlanSet> Run(PlansRequest input, CancellationToken cancellationToken) => plans.Generate(input, cancellationToken);
}

/// <summary>Writes a symbol's plan anew because an alert asked for it.</summary>
public sealed class UpdatePlan(PlanService plans, DecisionStore decisions, TimeProvider clock) : IActivity<UpdatePlanRequest, PlanChange>
{
    public async Task<PlanChange> Run(UpdatePlanRequest input, CancellationToken cancellationToken)
    {
        var done = await decisions.FindOutcome(input.Run, input.Symbol, input.Sequence, cancellationToken);
        if (done is null)
        {
            var (plan, refusal) = await plans.Renew(input.Run, input.Symbol, input.Sequence, cancellationToken);
            done = await decisions.SaveOutcome(
                input.Run,
                new OutcomeDocument(input.Symbol, input.Sequence, plan is null ? "planKept" : "planUpdated", refusal is null ? [] : [refusal], plan, clock.GetUtcNow().UtcDateTime),
                cancellationToken);
        }

        return new PlanChange(done.Plan, done.Plan is null ? null : await plans.MonitorOf(input.Run, input.Symbol, cancellationToken));
    }
}
