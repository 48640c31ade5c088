using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Seals a trading day: the chains of its runs and of the log, and an anchor over them, of which a copy goes outside the store.</summary>
public sealed class DaySealer(ChainStore chains, RunSealer sealer, LogSealer log, RunStore runs, IAnchorCopies copies) : IDayStep
{
    public string Name => "seal";

    public async Task Run(DateOnly date, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await chains.ReadHead(cancellationToken);
            var head = stored is null ? null : DocumentStoreExtensions.Parse(stored, ChainJson.Default.AnchorHead);
            if (head is not null && head.Date >= date)
            {
                // An attempt that was cut off may have left the copy out.
                await copies.Append(new AnchorCopy(head.Number, head.Date, head.Hash), cancellationToken);
                return;
            }

            if (await Write(date, head, stored?.ETag, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Seals what the running day has so far, without an anchor: until its end it is protected by its chains alone.</summary>
    public async Task SealRunning(CancellationToken cancellationToken)
    {
        // What an anchor holds is not sealed again: whatever is in it now and was not then is for the audit to find.
        if (await runs.LatestRun(cancellationToken) is { } run && run.Run != await LastSealed(cancellationToken))
        {
            await sealer.Seal(run.Run, cancellationToken);
        }
    }

    private async Task<RunId?> LastSealed(CancellationToken cancellationToken)
    {
        try
        {
            return await chains.ReadHead(cancellationToken) is { } stored ? DocumentStoreExtensions.Parse(stored, ChainJson.Default.AnchorHead).LastRun : null;
        }
        catch (InvalidDataException)
        {
            // The audit names a head that cannot be read; sealing goes on.
            return null;
        }
    }

    private async Task<bool> Write(DateOnly date, AnchorHead? before, string? etag, CancellationToken cancellationToken)
    {
        var seals = new List<RunSeal>();
        await foreach (var run in runs.ListRunsAfter(before?.LastRun, cancellationToken))
        {
            // The day's own run may still be draining: it goes into the next day's anchor. One of an earlier day will not end any more.
            if (run.Session > date || (run.Session == date && run.Result is null))
            {
                break;
            }

            seals.Add(await sealer.Seal(run.Run, cancellationToken));
        }

        var last = before is null ? null : (await chains.List(before: null, 1, cancellationToken)).FirstOrDefault();
        var (pages, to, logHead) = await log.Seal(last?.Log.To ?? 0, last?.Log.Head ?? log.Begin, cancellationToken);
        var anchor = Anchor.Make((before?.Number ?? 0) + 1, date, before?.Hash ?? Anchor.None, [.. seals], new LogSeal(to, logHead, pages.Count));
        var head = new AnchorHead(anchor.Number, date, anchor.Hash, seals.Count > 0 ? seals[^1].Run : before?.LastRun);
        if (!await chains.Write(anchor, pages, head, etag, cancellationToken))
        {
            return false;
        }

        await copies.Append(new AnchorCopy(anchor.Number, date, anchor.Hash), cancellationToken);
        return true;
    }
}
