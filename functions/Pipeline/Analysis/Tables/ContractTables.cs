using System.IO.Compression;
using System.Runtime.CompilerServices;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>The tables of one contract as gzip CSV. Prices and changes have the fewest digits that read back as the same double.</summary>
/// <remarks>Compiled at its best from the first call on, as <see cref="ShortestDouble"/>.</remarks>
internal static class ContractTables
{
    /// <summary>Measured in docs/performance.md: the next level takes longer than the smaller file saves.</summary>
    private static readonly ZLibCompressionOptions Compression = new() { CompressionLevel = 1 };

    private static ReadOnlySpan<byte> AnalysisHeader => "timestamp,price,change,signal,quality\n"u8;

    private static ReadOnlySpan<byte> SignalsHeader => "timestamp,price,signal,quality\n"u8;

    private static ReadOnlySpan<byte> RawHeader => "timestamp,price\n"u8;

    /// <summary>One row a price: timestamp, price, change, signal, quality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WriteAnalysis(Stream stream, IPriceTable table, ReadOnlySpan<int> rows, ReadOnlySpan<double> prices, SignalRows signals)
    {
        using var zip = new GZipStream(stream, Compression, leaveOpen: true);
        using var text = new CsvText(zip);
        text.Write(AnalysisHeader);
        for (var i = 0; i < prices.Length; i++)
        {
            var target = text.Row();
            var at = Start(target, table, rows.IsEmpty ? i : rows[i], prices[i]);
            target[at++] = (byte)',';
            if (!double.IsNaN(signals.Changes[i]))
            {
                at += ShortestDouble.Write(signals.Changes[i], target[at..]);
            }

            text.Advance(End(target, at, signals.Signals[i], signals.Qualities[i]));
        }

        text.Flush();
    }

    /// <summary>Buys and sells only: timestamp, price, signal, quality.</summary>
    public static void WriteSignals(Stream stream, IPriceTable table, ReadOnlySpan<int> rows, ReadOnlySpan<double> prices, SignalRows signals)
    {
        using var zip = new GZipStream(stream, Compression, leaveOpen: true);
        using var text = new CsvText(zip);
        text.Write(SignalsHeader);
        for (var i = 0; i < prices.Length; i++)
        {
            if (signals.Signals[i] != PriceSignal.Hold)
            {
                var target = text.Row();
                var at = Start(target, table, rows.IsEmpty ? i : rows[i], prices[i]);
                text.Advance(End(target, at, signals.Signals[i], signals.Qualities[i]));
            }
        }

        text.Flush();
    }

    /// <summary>The column as it was read, one row per row of the table: timestamp, price; empty where absent.</summary>
    public static void WriteRaw(Stream stream, IPriceTable table, ReadOnlySpan<double> column)
    {
        using var zip = new GZipStream(stream, Compression, leaveOpen: true);
        using var text = new CsvText(zip);
        text.Write(RawHeader);
        for (var i = 0; i < column.Length; i++)
        {
            var target = text.Row();
            var at = Start(target, table, i, column[i]);
            target[at++] = (byte)'\n';
            text.Advance(at);
        }

        text.Flush();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Start(Span<byte> target, IPriceTable table, int row, double price)
    {
        var time = table.TimeText(row);
        time.CopyTo(target);
        var at = time.Length;
        target[at++] = (byte)',';
        return double.IsNaN(price) ? at : at + ShortestDouble.WritePrice(price, target[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int End(Span<byte> target, int at, sbyte signal, sbyte quality)
    {
        var text = (signal, quality) switch
        {
            (PriceSignal.Hold, _) => ",hold,neutral\n"u8,
            (PriceSignal.Buy, PriceSignal.Good) => ",buy,good\n"u8,
            (PriceSignal.Buy, PriceSignal.Bad) => ",buy,bad\n"u8,
            (PriceSignal.Buy, _) => ",buy,neutral\n"u8,
            (_, PriceSignal.Good) => ",sell,good\n"u8,
            (_, PriceSignal.Bad) => ",sell,bad\n"u8,
            _ => ",sell,neutral\n"u8,
        };
        text.CopyTo(target[at..]);
        return at + text.Length;
    }
}
