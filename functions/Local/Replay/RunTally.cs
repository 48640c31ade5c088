using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Decisions;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Local.Replay;

/// <summary>What the runs of a replay came to, counted from their documents.</summary>
internal sealed class RunTally
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

    public void Add(RunDocument run, RunRecords records)
    {
        Monitors += run.Result?.Monitors ?? 0;
        Checks += run.Result?.Checks ?? 0;
        Bars += run.Result?.Bars ?? 0;
        Alerts += records.Alerts.Count;
        var undecided = records.Alerts.Select(alert => (alert.Symbol, alert.Sequence)).ToHashSet();
        var unfinished = new HashSet<(Symbol, int)>();
        foreach (var decision in records.Decisions)
        {
            undecided.Remove((decision.Alert.Symbol, decision.Alert.Sequence));
            Trades += decision.Decision.Kind == DecisionKind.Trade ? 1 : 0;
            PlanUpdates += decision.Decision.Kind == DecisionKind.UpdatePlan ? 1 : 0;
            Ignored += decision.Decision.Kind == DecisionKind.Ignore ? 1 : 0;
            if (decision.Decision.Kind != DecisionKind.Ignore)
            {
                unfinished.Add((decision.Alert.Symbol, decision.Alert.Sequence));
            }
        }

        foreach (var outcome in records.Outcomes)
        {
            unfinished.Remove((outcome.Symbol, outcome.Sequence));
            foreach (var code in outcome.Answer is null ? [] : outcome.Denials.Distinct())
            {
                Denied[code] = Denied.GetValueOrDefault(code) + 1;
            }
        }

        Unhandled += undecided.Count + unfinished.Count;
    }
}
