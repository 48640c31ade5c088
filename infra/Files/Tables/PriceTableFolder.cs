using System.Globalization;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>Price tables as files.</summary>
/// <param name="folder">Only files below it are read, by paths relative to it; null reads any path.</param>
public sealed class PriceTableFolder(string? folder = null) : IPriceTableFiles
{
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

    public Task<PriceTableFile> Find(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var info = new FileInfo(Resolve(path));
        return info.Exists
            ? Task.FromResult(new PriceTableFile(info.FullName, string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks}-{info.Length}"), _ => Task.FromResult(Open(info.FullName))))
            : throw new PriceTableException(info.FullName, "does not exist.");
    }

    private static Stream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PriceTableException(path, "does not exist.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PriceTableException(path, $"cannot be read: {e.Message}", inner: e);
        }
    }

    /// <summary>The full path of the file that a path of a source means.</summary>
    /// <exception cref="PriceTableException">It is no path, or leads out of the folder.</exception>
    private string Resolve(string path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new PriceTableException(PriceTableException.Show(path), "is no path.");
        }

        if (folder is null)
        {
            return Path.GetFullPath(path);
        }

        if (BlobAddress.IsMeant(path))
        {
            throw new PriceTableException(PriceTableException.Show(path), "is an address. Tables are named by their place in 'analysis.folder', which in the cloud tier may be a container of blobs (docs/analysis.md).");
        }

        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, path));
        return full.StartsWith(root, StringComparison.Ordinal) && full.Length > root.Length && !Path.IsPathRooted(path)
            ? full
            : throw new PriceTableException(PriceTableException.Show(path), "is not a path inside the folder of price tables.");
    }
}
