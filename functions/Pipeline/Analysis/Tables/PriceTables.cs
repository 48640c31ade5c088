using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Price tables of some place in some formats. The tables used last stay in memory: the contracts of an analysis ask for theirs one by one.</summary>
/// <param name="formats">A path is read by the first that it belongs to.</param>
public sealed class PriceTables(IPriceTableFiles files, IReadOnlyList<IPriceTableFormat> formats) : IPriceTables
{
    /// <summary>Analyses of so many tables at a time read each table once.</summary>
    private const int MostKept = 2;

    private const string NoFormat = "is Parquet, which is part of the cloud tier and not in this build. Build with Cloud=true (docs/packages.md), or convert the table to CSV.";

    private readonly Lock gate = new();
    private readonly List<Entry> kept = [];

    private sealed record Entry(PriceTableSource Source, string Version, Lazy<Task<IPriceTable>> Table);

    /// <summary>Looks a table up without reading it.</summary>
    /// <exception cref="PriceTableException">There is none, or none that can be read.</exception>
    /// <exception cref="IOException">It cannot be looked up now; that may pass.</exception>
    public Task<PriceTableFile> Find(string path, CancellationToken cancellationToken)
    {
        FormatOf(path);
        return files.Find(path, cancellationToken);
    }

    public async ValueTask<IPriceTable> Open(PriceTableSource source, CancellationToken cancellationToken)
    {
        var format = FormatOf(source.Path);
        var entry = Keep(source, await files.Find(source.Path, cancellationToken), format);
        try
        {
            return await entry.Table.Value.WaitAsync(cancellationToken);
        }
        catch when (entry.Table.Value.IsFaulted)
        {
            Drop(entry);
            throw;
        }
    }

    public string? Problem(string path)
    {
        try
        {
            FormatOf(path);
        }
        catch (PriceTableException e)
        {
            return e.Message;
        }

        return files.Problem(path);
    }

    public void Forget(PriceTableSource source)
    {
        lock (gate)
        {
            kept.RemoveAll(e => e.Source == source);
        }
    }

    private IPriceTableFormat FormatOf(string path) =>
        formats.FirstOrDefault(format => format.IsOf(path)) ?? throw new PriceTableException(PriceTableException.Show(path), NoFormat);

    private Entry Keep(PriceTableSource source, PriceTableFile file, IPriceTableFormat format)
    {
        lock (gate)
        {
            if (kept.Find(e => e.Source == source && e.Version == file.Version) is { } known)
            {
                return known;
            }

            kept.RemoveAll(e => e.Source == source);
            if (kept.Count == MostKept)
            {
                kept.RemoveAt(0);
            }

            // All who wait share it: nobody's cancellation ends it.
            var entry = new Entry(source, file.Version, new Lazy<Task<IPriceTable>>(() => format.Read(file, source.Rules, CancellationToken.None)));
            kept.Add(entry);
            return entry;
        }
    }

    private void Drop(Entry entry)
    {
        lock (gate)
        {
            kept.Remove(entry);
        }
    }
}
