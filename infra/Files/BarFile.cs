using System.IO.Compression;
using System.Security.Cryptography;

namespace TradingFunctions.Infra.Files;

/// <summary>Minute, hour and daily bars from CSV or CSV.gz.</summary>
/// <remarks>
/// Columns: <c>symbol,start_et|date,open,high,low,close[,adjusted_close],volume[,bid_close,ask_close,bid_size,ask_size]</c>. Prices are dollars,
/// volumes shares, times New York local starts of bars. Rows are sorted by symbol (ordinally), then time. Gaps, bars without
/// volume and blank quotes are fine. A daily bar ends at its session's close; with an adjusted close its prices are
/// multiplied by adjusted / close and its volume divided by it, so that splits and dividends leave no jump.
/// </remarks>
public static class BarFile
{
    private const int MaxWarnings = 100;

    /// <exception cref="BarFileException">The file cannot be read, or a row is broken and <see cref="BarFileOptions.SkipBadRows"/> is off.</exception>
    public static BarFileContents Read(string path, BarFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new BarFileOptions();
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            stream.Position = 0;
            var isGzip = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
            stream.Position = 0;
            using var text = isGzip ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : (Stream)stream;
            using var lines = new LineReader(text, path);
            var scan = new BarFileScan(path, options, lines);
            scan.Run(cancellationToken);
            if (isGzip)
            {
                CheckLength(path, stream, lines.Bytes);
            }

            return Contents(scan, options, hash);
        }
        catch (InvalidDataException e)
        {
            throw new BarFileException(path, $"is not a sound gzip file: {e.Message}", inner: e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BarFileException(path, "does not exist.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BarFileException(path, $"cannot be read: {e.Message}", inner: e);
        }
    }

    private static BarFileContents Contents(BarFileScan scan, BarFileOptions options, string hash)
    {
        var series = scan.Series.Finish();
        var adjusted = scan.Header.Adjusted >= 0 && !options.Raw;
        var missing = (options.Symbols ?? []).Order().Except(series.Select(s => s.Symbol)).Select(s => $"{s}: no bars in the file for these dates.");
        var jumps = scan.Header.IsDaily && !adjusted ? series.SelectMany(SplitJumps.Find) : [];
        string[] warnings = [.. missing, .. jumps];
        return new BarFileContents(
            scan.Series.Period, series, scan.Series.Rows, scan.Skipped,
            warnings.Length <= MaxWarnings ? warnings : [.. warnings[..MaxWarnings], $"{warnings.Length - MaxWarnings} more warnings of this kind."],
            hash, adjusted);
    }

    // GZipStream takes a file that was cut off for one that has ended, so the length in the trailer (RFC 1952, ISIZE) is compared here.
    private static void CheckLength(string path, FileStream stream, long read)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        stream.Seek(-trailer.Length, SeekOrigin.End);
        stream.ReadExactly(trailer);
        if (System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)(read & uint.MaxValue))
        {
            throw new BarFileException(path, "is cut off, or holds more than one gzip member: its length is not the one in its trailer.");
        }
    }
}
