using System.Collections.Concurrent;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Api.Monitors;

/// <summary>The newest alerts of the newest run with their decisions. What cannot change any more is read once.</summary>
public sealed class AlertLog(MonitorBoard board, AlertStore alerts, DecisionStore decisions)
{
    private readonly ConcurrentDictionary<(RunId Run, Symbol Symbol, int Sequence), AlertAnswer> known = new();

    /// <param name="limit">Most alerts.</param>
    /// <param name="symbol">Null for all.</param>
    /// <param name="cancellationToken">Of the reader.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<AlertAnswer>> Newest(int limit, Symbol? symbol, CancellationToken cancellationToken)
    {
        var (run, monitors) = await board.Newest(withTrouble: false, cancellationToken);
        if (run is null)
        {
            return [];
        }

        Forget(run.Run);

        // Alerts of a symbol are in the order of their times: only the last ones of each can be among the newest.
        var heads = new PriorityQueue<AlertAnswer, (DateTime, Symbol, int)>(Comparer<(DateTime, Symbol, int)>.Create((a, b) => b.CompareTo(a)));
        foreach (var monitor in monitors.GroupBy(monitor => monitor.Symbol).Select(starts => starts.MaxBy(start => start.Alerts)!).Where(monitor => monitor.Alerts > 0 && (symbol is null || monitor.Symbol == symbol)))
        {
            await Push(heads, run.Run, monitor.Symbol, monitor.Alerts, cancellationToken);
        }

        var newest = new List<AlertAnswer>(limit);
        while (newest.Count < limit && heads.TryDequeue(out var alert, out _))
        {
            newest.Add(alert);
            if (alert.Sequence > 1)
            {
                await Push(heads, run.Run, alert.Symbol, alert.Sequence - 1, cancellationToken);
            }
        }

        return newest;
    }

    public async Task<AlertAnswer> Read(RunId run, Symbol symbol, int sequence, CancellationToken cancellationToken)
    {
        if (known.TryGetValue((run, symbol, sequence), out var answer))
        {
            return answer;
        }

        var alert = await alerts.Read(run, symbol, sequence, cancellationToken);
        var decision = await decisions.Find(run, symbol, sequence, cancellationToken);
        var outcome = decision is null ? null : await decisions.FindOutcome(run, symbol, sequence, cancellationToken);
        answer = AlertAnswer.Of(alert, decision, outcome);
        if (outcome is not null || decision?.Decision.Kind == Domain.Monitoring.DecisionKind.Ignore)
        {
            known[(run, symbol, sequence)] = answer;
        }

        return answer;
    }

    private async Task Push(PriorityQueue<AlertAnswer, (DateTime, Symbol, int)> heads, RunId run, Symbol symbol, int sequence, CancellationToken cancellationToken)
    {
        var alert = await Read(run, symbol, sequence, cancellationToken);
        heads.Enqueue(alert, (alert.AtUtc, alert.Symbol, alert.Sequence));
    }

    /// <summary>Runs that are over are not looked at again.</summary>
    private void Forget(RunId current)
    {
        foreach (var key in known.Keys.Where(key => key.Run != current))
        {
            known.TryRemove(key, out _);
        }
    }
}
