using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using TradingFunctions.Pipeline.Analysis.Tables;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Files.Tables;

/// <summary>Price tables as CSV or CSV.gz, which is told by the content: one thread takes them apart into rows, the others parse values.</summary>
public sealed class CsvPriceTables : IPriceTableFormat
{
    private const int GzipTrailerBytes = 8;

    private static readonly int MostAtOnce = Environment.ProcessorCount * 2;

    /// <summary>Everything that is not named as Parquet.</summary>
    public bool IsOf(string path) => !path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    public Task<IPriceTable> Read(PriceTableFile file, TableRules rules, CancellationToken cancellationToken) => Task.Run<IPriceTable>(
        async () =>
        {
            await using var stream = await file.Open(cancellationToken);
            return Read(file.Path, stream, rules);
        },
        cancellationToken);

    private static PriceTable Read(string path, Stream file, TableRules rules)
    {
        try
        {
            var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using var digested = new DigestStream(file);
            using var text = isGzip ? new GZipStream(digested, CompressionMode.Decompress, leaveOpen: true) : (Stream)digested;
            var scan = new RowScan(text, path, rules);
            var blocks = Parse(scan, path);
            var digest = digested.Finish();
            if (isGzip)
            {
                CheckLength(path, file, scan.Bytes);
            }

            return new PriceTable(path, digest, rules, scan.Header, scan.Times, blocks);
        }
        catch (InvalidDataException e)
        {
            throw new PriceTableException(path, $"is not a sound gzip file: {e.Message}", inner: e);
        }
        catch (IOException e)
        {
            throw new PriceTableException(path, $"cannot be read: {e.Message}", inner: e);
        }
    }

    private static TableBlock[] Parse(RowScan scan, string path)
    {
        var parsing = new List<Task<TableBlock>>();
        PriceTableException? fault = null;
        try
        {
            scan.ReadHeader();
            long rows = 0;
            while (scan.Next() is { } raw)
            {
                rows += raw.Count;
                PriceTable.CheckSize(path, rows, scan.Header.Names.Length);
                if (parsing.Count >= MostAtOnce)
                {
                    parsing[^MostAtOnce].Wait();
                }

                var header = scan.Header;
                parsing.Add(Task.Run(() => Parse(raw, header)));
            }
        }
        catch (PriceTableException e)
        {
            fault = e;
        }
        finally
        {
            Task.WaitAll(parsing);
            scan.Release();
        }

        return fault is null ? [.. parsing.Where(t => t.Result.Rows > 0).Select(t => t.Result)] : throw fault;
    }

    private static TableBlock Parse(RawRows raw, TableHeader header)
    {
        try
        {
            return RowValues.Parse(raw, header);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw.Buffer);
        }
    }

    // A file that was cut off may decompress without a complaint, so the length in the trailer (RFC 1952, ISIZE) is compared here.
    private static void CheckLength(string path, Stream file, long read)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        if (file.Length >= GzipTrailerBytes)
        {
            file.Seek(-trailer.Length, SeekOrigin.End);
            file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) == (uint)(read & uint.MaxValue))
            {
                return;
            }
        }

        throw new PriceTableException(path, "is cut off, or holds more than one gzip member: its length is not the one in its trailer.");
    }
}
