using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>What became of unsent runs.</summary>
/// <param name="Left">Runs that are still unsent; more may be in the store where <see cref="Sent"/> is large.</param>
/// <param name="Problems">Why, a sentence each.</param>
public sealed record SendOutcome(int Sent, int Left, string[] Problems);

/// <summary>Sends runs that have ended to the tracking server, apart from the runs themselves: a server that is away delays and fails nothing, and gets them later.</summary>
public sealed class ExperimentSender(ExperimentStore store, IArtefacts artefacts, IExperimentTracker tracker)
{
    private const int Batch = 200;

    /// <summary>Sends what is unsent, parents before their parts. It stops at the first sign that the server is away.</summary>
    public async Task<SendOutcome> SendAll(CancellationToken cancellationToken)
    {
        var (sent, problems, refused) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        while (true)
        {
            var unsent = await store.ListUnsent(Batch + refused.Count, cancellationToken);
            UnsentRun[] open = [.. unsent.Where(run => !refused.Contains(run.Id))];
            if (open.Length == 0)
            {
                return new SendOutcome(sent, unsent.Count, [.. problems]);
            }

            foreach (var run in open)
            {
                try
                {
                    sent += await Send(run, cancellationToken) ? 1 : 0;
                }
                catch (TrackingException e)
                {
                    problems.Add($"{run.Id}: {e.Message}");
                    if (!e.IsRefused)
                    {
                        return new SendOutcome(sent, (await store.ListUnsent(Batch, cancellationToken)).Count, [.. problems]);
                    }

                    refused.Add(run.Id);
                }
            }
        }
    }

    /// <returns>False where there was nothing to send.</returns>
    private async Task<bool> Send(UnsentRun run, CancellationToken cancellationToken)
    {
        if (await store.Find(run.Id, cancellationToken) is not { Status: not ExperimentStatus.Running } record)
        {
            // It was begun anew: its end marks it again.
            await store.Sent(run, remoteId: null, cancellationToken);
            return false;
        }

        var remote = await tracker.Send(record, await ParentOf(record, cancellationToken), artefacts, cancellationToken);
        await store.Sent(run, remote, cancellationToken);
        return true;
    }

    private async Task<string?> ParentOf(ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (record.Parent is null || await store.Find(record.Parent, cancellationToken) is not { } parent)
        {
            return null;
        }

        if (parent.RemoteId is null && parent.Status != ExperimentStatus.Running)
        {
            var remote = await tracker.Send(parent, parentRemoteId: null, artefacts, cancellationToken);
            await store.NoteRemote(parent.Id, remote, cancellationToken);
            return remote;
        }

        return parent.RemoteId;
    }
}
