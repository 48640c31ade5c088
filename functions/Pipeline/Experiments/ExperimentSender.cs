using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>What became of unsent runs.</summary>
/// <param name="Left">Runs that are still unsent, those included that somebody else is sending; more may be in the store where <see cref="Sent"/> is large.</param>
/// <param name="Problems">Why, a sentence each.</param>
public sealed record SendOutcome(int Sent, int Left, string[] Problems);

/// <summary>Sends runs that have ended to the tracking server, apart from the runs themselves: a server that is away delays and fails nothing, and gets them later.</summary>
/// <remarks>
/// Several processes may send from one store. Each claims a run before it looks for it at the server, so that no two make it there at once. The claim of one that died runs
/// out; who sends then finds by its tag what the dead one had made.
/// </remarks>
public sealed class ExperimentSender(ExperimentStore store, IArtefacts artefacts, IExperimentTracker tracker, AnalysisClock clock)
{
    private const int Batch = 200;

    /// <summary>How long a run stays claimed by a process that died. Whoever lives gives it back earlier.</summary>
    public static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(5);

    private enum Turn
    {
        Sent,
        Nothing,

        /// <summary>Somebody else sends it, or what it is a part of.</summary>
        Taken,
    }

    /// <summary>Sends what is unsent, parents before their parts. It stops at the first sign that the server is away.</summary>
    public async Task<SendOutcome> SendAll(CancellationToken cancellationToken)
    {
        var (sent, problems, passed) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        while (true)
        {
            var unsent = await store.ListUnsent(Batch + passed.Count, cancellationToken);
            UnsentRun[] open = [.. unsent.Where(run => !passed.Contains(run.Id))];
            if (open.Length == 0)
            {
                return new SendOutcome(sent, unsent.Count, [.. problems]);
            }

            foreach (var run in open)
            {
                try
                {
                    var turn = await Send(run, cancellationToken);
                    sent += turn == Turn.Sent ? 1 : 0;
                    if (turn == Turn.Taken)
                    {
                        passed.Add(run.Id);
                    }
                }
                catch (TrackingException e)
                {
                    problems.Add($"{run.Id}: {e.Message}");
                    if (!e.IsRefused)
                    {
                        return new SendOutcome(sent, (await store.ListUnsent(Batch, cancellationToken)).Count, [.. problems]);
                    }

                    passed.Add(run.Id);
                }
            }
        }
    }

    private async Task<Turn> Send(UnsentRun run, CancellationToken cancellationToken)
    {
        var now = clock.NowUtc;
        if (await store.Claim(run, now, now + ClaimTime, cancellationToken) is not { } claimed)
        {
            return await store.FindUnsent(run.Id, cancellationToken) is null ? Turn.Nothing : Turn.Taken;
        }

        var isSettled = false;
        try
        {
            var turn = await SendClaimed(claimed, cancellationToken);
            isSettled = turn != Turn.Taken;
            return turn;
        }
        finally
        {
            if (!isSettled)
            {
                await store.Release(claimed, CancellationToken.None);
            }
        }
    }

    private async Task<Turn> SendClaimed(UnsentRun run, CancellationToken cancellationToken)
    {
        if (await store.Find(run.Id, cancellationToken) is not { Status: not ExperimentStatus.Running } record)
        {
            // It was begun anew: its end marks it again.
            await store.Sent(run, remoteId: null, cancellationToken);
            return Turn.Nothing;
        }

        var (isKnown, parent) = await ParentOf(record, cancellationToken);
        if (!isKnown)
        {
            return Turn.Taken;
        }

        var remote = await tracker.Send(record, parent, artefacts, cancellationToken);
        await store.Sent(run, remote, cancellationToken);
        return Turn.Sent;
    }

    /// <returns>Whether it is known what the parent is called at the server, and what; null where there is none yet.</returns>
    private async Task<(bool IsKnown, string? RemoteId)> ParentOf(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (record.Parent is null || await store.Find(record.Parent, cancellationToken) is not { } parent)
        {
            return (true, null);
        }

        if (parent.RemoteId is not null || parent.Status == ExperimentStatus.Running)
        {
            return (true, parent.RemoteId);
        }

        var isTaken = await store.FindUnsent(parent.Id, cancellationToken) is { } unsent && await Send(unsent, cancellationToken) == Turn.Taken;
        return isTaken ? (false, null) : (true, (await store.Find(parent.Id, cancellationToken))?.RemoteId);
    }
}
