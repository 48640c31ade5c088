using TradingFunctions.Domain.Analysis;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>The tables of one contract column by column, with the rows and words of <see cref="ContractTables"/>.</summary>
internal static class ResultColumns
{
    /// <summary>One row a price: time, price, change, signal, quality.</summary>
    public static ResultTable Analysis(IPriceTable table, ReadOnlySpan<int> rows, ReadOnlySpan<double> prices, SignalRows found)
    {
        var times = new long[prices.Length];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = table.Times[rows.IsEmpty ? i : rows[i]];
        }

        return new ResultTable(times, prices.ToArray(), found.Changes.ToArray(), Words(found.Signals, Signal), Words(found.Qualities, Quality));
    }

    /// <summary>Buys and sells only: time, price, signal, quality.</summary>
    public static ResultTable Signals(IPriceTable table, ReadOnlySpan<int> rows, ReadOnlySpan<double> prices, SignalRows found)
    {
        var (times, kept, signals, qualities) = (new List<long>(), new List<double>(), new List<string>(), new List<string>());
        for (var i = 0; i < prices.Length; i++)
        {
            if (found.Signals[i] != PriceSignal.Hold)
            {
                times.Add(table.Times[rows.IsEmpty ? i : rows[i]]);
                kept.Add(prices[i]);
                signals.Add(Signal(found.Signals[i]));
                qualities.Add(Quality(found.Qualities[i]));
            }
        }

        return new ResultTable([.. times], [.. kept], Changes: null, [.. signals], [.. qualities]);
    }

    /// <summary>The column as it was read, one row per row of the table.</summary>
    public static ResultTable Raw(IPriceTable table, ReadOnlySpan<double> column) => new(table.Times.ToArray(), column.ToArray());

    private static string[] Words(ReadOnlySpan<sbyte> values, Func<sbyte, string> word)
    {
        var words = new string[values.Length];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = word(values[i]);
        }

        return words;
    }

    private static string Signal(sbyte value) => value switch
    {
        PriceSignal.Buy => "buy",
        PriceSignal.Sell => "sell",
        _ => "hold",
    };

    private static string Quality(sbyte value) => value switch
    {
        PriceSignal.Good => "good",
        PriceSignal.Bad => "bad",
        _ => "neutral",
    };
}
