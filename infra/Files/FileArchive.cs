using System.IO.Compression;
using System.Security.Cryptography;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files;

/// <summary>An archive of gzipped JSON lines, one file a batch. A file's name is the digest of what is in it, so that a batch that is written again is the same file.</summary>
public sealed class FileArchive(string folder) : IArchive
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<string> Write(string kind, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, kind));
        var path = Path.Combine(directory.FullName, $"{NameOf(documents)}.jsonl.gz");
        if (File.Exists(path))
        {
            return path;
        }

        // A crash leaves a whole file or a draft that the next attempt replaces.
        var draft = path + ".new";
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            {
                foreach (var document in documents)
                {
                    await zip.WriteAsync(document, cancellationToken);
                    await zip.WriteAsync(NewLine, cancellationToken);
                }
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        return path;
    }

    private static string NameOf(IReadOnlyList<ReadOnlyMemory<byte>> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
        {
            hash.AppendData(document.Span);
            hash.AppendData(NewLine);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
