using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Puts the records of a run into its chains. What is in a chain stays where it is; doing it again adds what is new, and nothing twice.</summary>
/// <remarks>
/// Records are written by many hands at once; a chain has one order because one seal gives it one: new records in the order of their ids. So it does not depend on
/// what the threads did, and a record is in it or not, however often the host died in between.
/// </remarks>
public sealed class RunSealer(ChainStore store)
{
    /// <summary>Symbols of a page: some hundred records each leave it far below what a document may hold.</summary>
    private const int SymbolsPerPage = 50;

    public async Task<RunSeal> Seal(RunId run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pages = await Read(run, cancellationToken);
            var before = pages.Count;
            await foreach (var document in store.RunDocuments(run, cancellationToken))
            {
                if (ChainedRecord.ChainOf(document.Id) is { } chain && ChainedRecord.IsFinal(document))
                {
                    Add(pages, run, chain, document);
                }
            }

            if (await Write(run, pages, before, cancellationToken))
            {
                return SealOf(run, pages.SelectMany(page => page.Chains.Select(c => (c.Key, c.Value.HeadText, c.Value.Links.Count))));
            }
        }
    }

    /// <summary>What an anchor holds of these chains.</summary>
    internal static RunSeal SealOf(RunId run, IEnumerable<(string Name, string Head, int Links)> chains)
    {
        var ordered = chains.OrderBy(chain => chain.Name, StringComparer.Ordinal).ToArray();
        return new RunSeal(
            run,
            ordered.Length,
            ordered.Sum(chain => chain.Links),
            ChainHash.OfLines(ordered.Select(chain => string.Create(CultureInfo.InvariantCulture, $"{chain.Name} {chain.Links} {chain.Head}"))));
    }

    /// <summary>Name of a chain among all chains.</summary>
    internal static string NameOf(RunId run, string chain) => $"{run} {chain}";

    private sealed class OpenPage(string? etag)
    {
        public string? ETag { get; } = etag;

        public SortedDictionary<string, OpenChain> Chains { get; } = new(StringComparer.Ordinal);

        public bool IsChanged { get; set; }
    }

    private sealed class OpenChain(byte[] head, IEnumerable<string> links)
    {
        public byte[] Head { get; } = head;

        public List<string> Links { get; } = [.. links];

        public HashSet<string> Ids { get; } = [.. links.Select(link => link[..link.LastIndexOf('#')])];

        public string HeadText => ChainHash.Text(Head);
    }

    private async Task<List<OpenPage>> Read(RunId run, CancellationToken cancellationToken)
    {
        var pages = new List<OpenPage>();
        await foreach (var document in store.ChainPages(run, cancellationToken))
        {
            var page = new OpenPage(document.ETag);
            foreach (var (name, chain) in DocumentStoreExtensions.Parse(document, ChainJson.Default.ChainPage).Chains)
            {
                page.Chains[name] = new OpenChain(Convert.FromHexString(chain.Head), chain.Links);
            }

            pages.Add(page);
        }

        return pages;
    }

    private static void Add(List<OpenPage> pages, RunId run, string name, StoredDocument document)
    {
        var page = pages.Find(p => p.Chains.ContainsKey(name));
        if (page is null)
        {
            page = pages.Find(p => p.Chains.Count < SymbolsPerPage);
            if (page is null)
            {
                pages.Add(page = new OpenPage(etag: null));
            }

            page.Chains[name] = new OpenChain(ChainHash.Begin(NameOf(run, name)), []);
        }

        var chain = page.Chains[name];
        if (chain.Ids.Add(document.Id))
        {
            var digest = ChainHash.Digest(document.Json.Span);
            ChainHash.Add(chain.Head, document.Id, digest);
            chain.Links.Add($"{document.Id}#{ChainHash.Text(digest)[..ChainHash.ShortDigest]}");
            page.IsChanged = true;
        }
    }

    private async Task<bool> Write(RunId run, List<OpenPage> pages, int before, CancellationToken cancellationToken)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            if (!page.IsChanged)
            {
                continue;
            }

            var chains = new SortedDictionary<string, SymbolChain>(StringComparer.Ordinal);
            foreach (var (name, chain) in page.Chains)
            {
                chains[name] = new SymbolChain(chain.HeadText, [.. chain.Links]);
            }

            if (!await store.Write(run, i, new ChainPage(chains), i < before ? page.ETag : null, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
