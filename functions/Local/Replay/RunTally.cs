using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Local.Replay;

/// <summary>What the runs of a replay came to, counted from their documents.</summary>
internal sealed class RunTally(AlertStore alerts, DecisionStore decisions)
{
    public int Monitors { get; private set; }

    public long Checks { get; private set; }

    public long Bars { get; private set; }

    public long Alerts { get; private set; }

    public int Trades { get; private set; }

    public int PlanUpdates { get; private set; }

    public int Ignored { get; private set; }

    /// <summary>Alerts without a decision, and decisions to act without an outcome.</summary>
    public long Unhandled { get; private set; }

    public SortedDictionary<string, int> Denied { get; } = new(StringComparer.Ordinal);

    public async Task Add(RunDocument run, CancellationToken cancellationToken)
    {
        Monitors += run.Result?.Monitors ?? 0;
        Checks += run.Result?.Checks ?? 0;
        Bars += run.Result?.Bars ?? 0;
        var undecided = new HashSet<(string, int)>();
        await foreach (var alert in alerts.ReadAll(run.Run, cancellationToken))
        {
            Alerts++;
            undecided.Add((alert.Symbol.Value, alert.Sequence));
        }

        if (undecided.Count > 0)
        {
            await Count(run, undecided, cancellationToken);
        }
    }

    private async Task Count(RunDocument run, HashSet<(string, int)> undecided, CancellationToken cancellationToken)
    {
        var unfinished = new HashSet<(string, int)>();
        await foreach (var decision in decisions.ReadAll(run.Run, cancellationToken))
        {
            var alert = (decision.Alert.Symbol.Value, decision.Alert.Sequence);
            undecided.Remove(alert);
            Trades += decision.Decision.Kind == DecisionKind.Trade ? 1 : 0;
            PlanUpdates += decision.Decision.Kind == DecisionKind.UpdatePlan ? 1 : 0;
            Ignored += decision.Decision.Kind == DecisionKind.Ignore ? 1 : 0;
            if (decision.Decision.Kind != DecisionKind.Ignore)
            {
                unfinished.Add(alert);
            }
        }

        await foreach (var outcome in decisions.ReadOutcomes(run.Run, cancellationToken))
        {
            unfinished.Remove((outcome.Symbol.Value, outcome.Sequence));
            foreach (var code in outcome.Answer is null ? [] : outcome.Denials.Distinct())
            {
                Denied[code] = Denied.GetValueOrDefault(code) + 1;
            }
        }

        Unhandled += undecided.Count + unfinished.Count;
    }
}
