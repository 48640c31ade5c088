using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Examines the records of one run against its chains, and the chains against its anchor.</summary>
internal sealed class RunAudit(ChainStore store, AuditFindings findings)
{
    public long Records { get; private set; }

    public long Unsealed { get; private set; }

    public int Chains { get; private set; }

    /// <param name="seal">What the anchor holds of it; null where no anchor does yet.</param>
    public async Task Examine(RunId run, RunSeal? seal, CancellationToken cancellationToken)
    {
        var before = findings.Count;
        // The chains first: what is added meanwhile is then a record that no chain holds yet.
        var chains = await ReadChains(run, cancellationToken);
        var records = new Dictionary<string, StoredDocument>(StringComparer.Ordinal);
        StoredDocument? watermark = null;
        await foreach (var document in store.RunDocuments(run, cancellationToken))
        {
            if (ChainedRecord.ChainOf(document.Id) is not null)
            {
                records.Add(document.Id, document);
            }
            else if (document.Id == "watermark")
            {
                watermark = document;
            }
        }

        CheckSequences(run, records, watermark);
        foreach (var (name, chain) in chains)
        {
            Follow(run, name, chain, records);
        }

        var linked = chains.Sum(chain => chain.Value.Links.Length);
        Chains += chains.Count;
        CompareWithSeal(run, seal, chains, linked, before);
        foreach (var document in records.Values.Where(ChainedRecord.IsFinal))
        {
            if (seal is null || linked < seal.Records)
            {
                Unsealed++;
            }
            else
            {
                findings.Add(AuditFaultKind.Added, Where(run, ChainedRecord.ChainOf(document.Id)!), document.Id, "It came after the day was sealed.");
            }
        }
    }

    private async Task<SortedDictionary<string, SymbolChain>> ReadChains(RunId run, CancellationToken cancellationToken)
    {
        var chains = new SortedDictionary<string, SymbolChain>(StringComparer.Ordinal);
        await foreach (var document in store.ChainPages(run, cancellationToken))
        {
            foreach (var (name, chain) in Documents.TryParse(document, ChainJson.Default.ChainPage, $"run {run}", findings)?.Chains ?? [])
            {
                if (!chains.TryAdd(name, chain))
                {
                    findings.Add(AuditFaultKind.Changed, Where(run, name), document.Id, "The chain is there twice.");
                }
            }
        }

        return chains;
    }

    /// <summary>Goes along a chain; what it holds is taken out of <paramref name="records"/>.</summary>
    private void Follow(RunId run, string name, SymbolChain chain, Dictionary<string, StoredDocument> records)
    {
        var before = findings.Count;
        var head = ChainHash.Begin(RunSealer.NameOf(run, name));
        foreach (var link in chain.Links)
        {
            var end = link.LastIndexOf('#');
            var id = end < 0 ? link : link[..end];
            if (!records.Remove(id, out var document))
            {
                findings.Add(AuditFaultKind.Missing, Where(run, name), id, "It was sealed and is gone.");
                continue;
            }

            var digest = ChainHash.Digest(document.Json.Span);
            if (end < 0 || !ChainHash.Text(digest).StartsWith(link[(end + 1)..], StringComparison.Ordinal) || link.Length - end - 1 != ChainHash.ShortDigest)
            {
                findings.Add(AuditFaultKind.Changed, Where(run, name), id, "It is not what it was when it was sealed.");
            }

            ChainHash.Add(head, id, digest);
        }

        if (findings.Count == before)
        {
            Records += chain.Links.Length;
            if (ChainHash.Text(head) != chain.Head)
            {
                findings.Add(AuditFaultKind.Reordered, Where(run, name), null, "Its records are what they were, and the chain over them is another.");
            }
        }
    }

    private void CompareWithSeal(RunId run, RunSeal? seal, SortedDictionary<string, SymbolChain> chains, int linked, long before)
    {
        if (seal is null)
        {
            return;
        }

        if (linked < seal.Records)
        {
            findings.Add(AuditFaultKind.CutOff, $"run {run}", null, string.Create(CultureInfo.InvariantCulture, $"Its chains hold {linked} records, and its anchor says {seal.Records}."));
        }
        else if (findings.Count == before && RunSealer.SealOf(run, chains.Select(c => (c.Key, c.Value.Head, c.Value.Links.Length))) != seal)
        {
            findings.Add(AuditFaultKind.Changed, $"run {run}", null, "Its chains are not those of its anchor.");
        }
    }

    /// <summary>Alerts are numbered without a gap, the desk has handled none that is not there, and has decided on each that it handled: that holds before any seal.</summary>
    private void CheckSequences(RunId run, Dictionary<string, StoredDocument> records, StoredDocument? watermark)
    {
        var handled = watermark is null ? null : Documents.TryParse(watermark, PipelineJson.Default.WatermarkDocument, $"run {run}", findings)?.Handled;
        var last = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (symbol, number) in handled ?? [])
        {
            last[symbol.Replace('/', '_')] = number;
        }

        foreach (var alert in Parse(run, "alert:", records, PipelineJson.Default.Alert))
        {
            var name = DocumentIds.Of(alert.Symbol);
            last[name] = Math.Max(last.GetValueOrDefault(name), alert.Sequence);
        }

        foreach (var (name, number) in last)
        {
            var decided = handled?.FirstOrDefault(h => h.Key.Replace('/', '_') == name).Value ?? 0;
            for (var sequence = 1; sequence <= number; sequence++)
            {
                Require($"alert:{name}:{sequence:D8}", "Others of the day prove that it was there.");
                if (sequence <= decided)
                {
                    Require($"decision:{name}:{sequence:D8}", "Its alert has been handled.");
                }
            }

            void Require(string id, string why)
            {
                if (!records.ContainsKey(id))
                {
                    findings.Add(AuditFaultKind.Missing, Where(run, name), id, why);
                }
            }
        }
    }

    private IEnumerable<T> Parse<T>(RunId run, string prefix, Dictionary<string, StoredDocument> records, JsonTypeInfo<T> type) where T : class
    {
        foreach (var (id, document) in records)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal) && Documents.TryParse(document, type, $"run {run}", findings) is { } value)
            {
                yield return value;
            }
        }
    }

    private static string Where(RunId run, string chain) => chain.Length == 0 ? $"run {run}" : $"run {run}, {chain}";
}
