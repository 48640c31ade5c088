using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Examines the anchors: each is whole, follows the one before, and is the one that was copied outside.</summary>
internal sealed class AnchorAudit(ChainStore store, IAnchorCopies copies, AuditFindings findings)
{
    private const string Where = "anchors";

    /// <summary>The anchors that can be read, oldest first, and how many copies they were compared with.</summary>
    public async Task<(List<Anchor> Anchors, int Copies)> Examine(CancellationToken cancellationToken)
    {
        var anchors = new List<Anchor>();
        await foreach (var document in store.Anchors(cancellationToken))
        {
            if (Documents.TryParse(document, ChainJson.Default.Anchor, Where, findings) is { } anchor)
            {
                Link(anchors.Count == 0 ? null : anchors[^1], anchor, document.Id);
                anchors.Add(anchor);
            }
        }

        await CompareWithHead(anchors, cancellationToken);
        return (anchors, await CompareWithCopies(anchors, cancellationToken));
    }

    private void Link(Anchor? before, Anchor anchor, string id)
    {
        if (anchor.Compute() != anchor.Hash)
        {
            findings.Add(AuditFaultKind.Changed, Where, id, $"Anchor {anchor.Number} of {anchor.Date:yyyy-MM-dd} is not what its hash says.");
        }

        var expected = (before?.Number ?? 0) + 1;
        if (anchor.Number != expected)
        {
            findings.Add(AuditFaultKind.Missing, Where, id, $"Anchor {anchor.Number} follows anchor {expected - 1}.");
        }
        else if (anchor.Previous != (before?.Hash ?? Anchor.None))
        {
            findings.Add(AuditFaultKind.Changed, Where, id, $"Anchor {anchor.Number} does not follow from anchor {expected - 1}.");
        }
    }

    private async Task CompareWithHead(List<Anchor> anchors, CancellationToken cancellationToken)
    {
        if (await store.ReadHead(cancellationToken) is not { } document)
        {
            if (anchors.Count > 0)
            {
                findings.Add(AuditFaultKind.Missing, Where, ChainStore.HeadId, "The document that names the newest anchor is gone.");
            }

            return;
        }

        if (Documents.TryParse(document, ChainJson.Default.AnchorHead, Where, findings) is not { } head)
        {
            return;
        }

        var newest = anchors.Count == 0 ? null : anchors[^1];
        if (newest is null || newest.Number < head.Number)
        {
            findings.Add(AuditFaultKind.CutOff, Where, ChainStore.HeadId, $"The newest anchor is {newest?.Number ?? 0}, and there was an anchor {head.Number} of {head.Date:yyyy-MM-dd}.");
        }
        else if (head != new AnchorHead(newest.Number, newest.Date, newest.Hash, anchors.SelectMany(anchor => anchor.Runs).LastOrDefault()?.Run))
        {
            findings.Add(AuditFaultKind.Changed, Where, ChainStore.HeadId, $"The newest anchor is {newest.Number}, and is not the one that was written last.");
        }
    }

    private async Task<int> CompareWithCopies(List<Anchor> anchors, CancellationToken cancellationToken)
    {
        IReadOnlyList<AnchorCopy> outside;
        try
        {
            outside = await copies.Read(cancellationToken);
        }
        catch (FormatException e)
        {
            findings.Add(AuditFaultKind.Unreadable, "copies of the anchors", null, e.Message);
            return 0;
        }

        var byNumber = anchors.GroupBy(anchor => anchor.Number).ToDictionary(group => group.Key, group => group.First());
        var newest = anchors.Count == 0 ? 0 : anchors[^1].Number;
        foreach (var copy in outside)
        {
            if (!byNumber.TryGetValue(copy.Number, out var anchor))
            {
                findings.Add(copy.Number > newest ? AuditFaultKind.CutOff : AuditFaultKind.Missing, Where, null, $"Anchor {copy.Number} of {copy.Date:yyyy-MM-dd} was copied and is not in the store.");
            }
            else if (anchor.Hash != copy.Hash || anchor.Date != copy.Date)
            {
                findings.Add(AuditFaultKind.Changed, Where, null, $"Anchor {copy.Number} of {copy.Date:yyyy-MM-dd} is another than was copied.");
            }
        }

        return outside.Count;
    }
}
