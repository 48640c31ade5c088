using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>Price tables in files. The tables used last stay in memory: the contracts of an analysis ask for theirs one by one.</summary>
/// <param name="folder">Only files below it are read, by paths relative to it; null reads any path.</param>
public sealed class FilePriceTables(string? folder = null) : IPriceTables
{
    /// <summary>Analyses of so many tables at a time read each table once.</summary>
    private const int MostKept = 2;

    private readonly Lock gate = new();
    private readonly List<Entry> kept = [];

    private sealed record Entry(PriceTableSource Source, string Path, long Length, DateTime WrittenUtc, Lazy<Task<IPriceTable>> Table);

    public async ValueTask<IPriceTable> Open(PriceTableSource source, CancellationToken cancellationToken)
    {
        var path = Resolve(source.Path);
        var info = new FileInfo(path);
        Entry? entry;
        lock (gate)
        {
            entry = kept.Find(e => e.Source == source);
            if (entry is null || !info.Exists || info.Length != entry.Length || info.LastWriteTimeUtc != entry.WrittenUtc)
            {
                kept.RemoveAll(e => e.Source == source);
                if (kept.Count == MostKept)
                {
                    kept.RemoveAt(0);
                }

                // All who wait share it: nobody's cancellation ends it.
                entry = new Entry(
                    source, path, info.Exists ? info.Length : 0, info.Exists ? info.LastWriteTimeUtc : default, new Lazy<Task<IPriceTable>>(() => Task.Run<IPriceTable>(() => PriceTableFile.Read(path, source.Rules))));
                kept.Add(entry);
            }
        }

        try
        {
            return await entry.Table.Value.WaitAsync(cancellationToken);
        }
        catch (PriceTableException)
        {
            Drop(entry);
            throw;
        }
    }

    public string? Problem(string path)
    {
        try
        {
            return File.Exists(Resolve(path)) ? null : $"There is no price table '{PriceTableException.Show(path)}'.";
        }
        catch (PriceTableException e)
        {
            return e.Message;
        }
    }

    public void Forget(PriceTableSource source)
    {
        lock (gate)
        {
            kept.RemoveAll(e => e.Source == source);
        }
    }

    /// <summary>The file that a path of a source means.</summary>
    /// <exception cref="PriceTableException">The path leads out of the folder.</exception>
    private string Resolve(string path)
    {
        if (folder is null)
        {
            return path;
        }

        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = path.Contains('\0', StringComparison.Ordinal) ? root : Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal) && full.Length > root.Length && !Path.IsPathRooted(path)
            ? full
            : throw new PriceTableException(PriceTableException.Show(path), "is not a path inside the folder of price tables.");
    }

    private void Drop(Entry entry)
    {
        lock (gate)
        {
            kept.Remove(entry);
        }
    }
}
