using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Local.Replay;

/// <summary>What the runs of a replay came to, counted from their documents.</summary>
internal sealed class RunTally
{
    public int Scans { get; private set; }

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

    public static async Task<RunTally> Read(RunStore runs, AlertStore alerts, DecisionStore decisions, CancellationToken cancellationToken)
    {
        var tally = new RunTally { Scans = await runs.CountScans(cancellationToken) };
        await foreach (var run in runs.ListRuns(cancellationToken))
        {
            tally.Monitors += run.Result?.Monitors ?? 0;
            tally.Checks += run.Result?.Checks ?? 0;
            tally.Bars += run.Result?.Bars ?? 0;
            var undecided = new HashSet<(string, int)>();
            await foreach (var alert in alerts.ReadAll(run.Run, cancellationToken))
            {
                tally.Alerts++;
                undecided.Add((alert.Symbol.Value, alert.Sequence));
            }

            if (undecided.Count > 0)
            {
                await tally.Count(run, undecided, decisions, cancellationToken);
            }
        }

        return tally;
    }

    private async Task Count(RunDocument run, HashSet<(string, int)> undecided, DecisionStore decisions, CancellationToken cancellationToken)
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
