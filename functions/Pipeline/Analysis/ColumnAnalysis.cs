using System.Buffers;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>One column of a table in pooled memory, and the strategies over it. For one thread.</summary>
internal sealed class ColumnAnalysis : IDisposable
{
    private readonly IPriceTable table;
    private readonly double[] column;
    private readonly double[] changes;
    private readonly sbyte[] signals;
    private readonly sbyte[] qualities;
    private readonly double[] prices;
    private readonly int[] rows;
    private readonly bool isDense;
    private BarSeries? bars;
    private (SortedDictionary<string, double> Parameters, ITradingStrategy Strategy)? made;

    /// <exception cref="PriceTableException">The column has a value that is no price, and the rules fail the contract for it.</exception>
    public ColumnAnalysis(IPriceTable table, int index)
    {
        this.table = table;
        column = ArrayPool<double>.Shared.Rent(table.Rows);
        changes = ArrayPool<double>.Shared.Rent(table.Rows);
        signals = ArrayPool<sbyte>.Shared.Rent(table.Rows);
        qualities = ArrayPool<sbyte>.Shared.Rent(table.Rows);
        (prices, rows) = ([], []);
        BadValues = table.Read(index, column.AsSpan(0, table.Rows));
        isDense = PresentPrices.IsDense(Column);
        Count = table.Rows;
        if (!isDense)
        {
            (prices, rows) = (ArrayPool<double>.Shared.Rent(table.Rows), ArrayPool<int>.Shared.Rent(table.Rows));
            Count = PresentPrices.Copy(Column, prices, rows);
        }
    }

    /// <summary>Prices that are there.</summary>
    public int Count { get; }

    /// <summary>Values that count as absent because they are no prices.</summary>
    public int BadValues { get; }

    /// <summary>The column as it was read, NaN where absent.</summary>
    public ReadOnlySpan<double> Column => column.AsSpan(0, table.Rows);

    public ReadOnlySpan<double> Prices => isDense ? Column : prices.AsSpan(0, Count);

    /// <summary>Row of each price; empty where every row has one.</summary>
    public ReadOnlySpan<int> Rows => isDense ? default : rows.AsSpan(0, Count);

    /// <summary>What the last evaluation found, a price each.</summary>
    public SignalRows Found => new(changes.AsSpan(0, Count), signals.AsSpan(0, Count), qualities.AsSpan(0, Count));

    /// <summary>First price of a time slice.</summary>
    public int FirstPrice(int slice, int slices)
    {
        var row = TimeSlices.FirstRow(slice, slices, table.Rows);
        return isDense ? row : TimeSlices.FirstPrice(Rows, row);
    }

    /// <summary>Evaluates a range of prices; what is found stays in <see cref="Found"/>.</summary>
    /// <exception cref="ActivityFailureException">The code of a plug-in failed.</exception>
    public SignalCounts Evaluate(AnalysisStrategy strategy, SortedDictionary<string, double> parameters, int from, int to)
    {
        if (!strategy.IsMomentum)
        {
            return Evaluate(strategy, Made(strategy, parameters), from, to);
        }

        var thresholds = MomentumThresholds.Default;
        thresholds = new MomentumThresholds(parameters.GetValueOrDefault("buyAbove", thresholds.BuyAbove), parameters.GetValueOrDefault("sellBelow", thresholds.SellBelow));
        return MomentumKernel.Evaluate(Prices, from, to, thresholds, Found.Slice(from, to - from));
    }

    public void Dispose()
    {
        (made?.Strategy as IDisposable)?.Dispose();
        ArrayPool<double>.Shared.Return(column);
        ArrayPool<double>.Shared.Return(changes);
        ArrayPool<sbyte>.Shared.Return(signals);
        ArrayPool<sbyte>.Shared.Return(qualities);
        if (!isDense)
        {
            ArrayPool<double>.Shared.Return(prices);
            ArrayPool<int>.Shared.Return(rows);
        }
    }

    private SignalCounts Evaluate(AnalysisStrategy strategy, ITradingStrategy instance, int from, int to)
    {
        try
        {
            return StrategySignals.Evaluate(instance, bars ??= StrategySignals.Bars(Prices, Times()), from, to, Found.Slice(from, to - from));
        }
        catch (StrategyFaultException e)
        {
            throw strategy.Failure(e);
        }
    }

    /// <summary>One instance for all slices of the same parameters.</summary>
    private ITradingStrategy Made(AnalysisStrategy strategy, SortedDictionary<string, double> parameters)
    {
        if (made?.Parameters != parameters)
        {
            (made?.Strategy as IDisposable)?.Dispose();
            made = null;
            made = (parameters, strategy.Create(parameters));
        }

        return made.Value.Strategy;
    }

    private ReadOnlySpan<long> Times()
    {
        if (isDense)
        {
            return table.Times;
        }

        var times = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            times[i] = table.Times[rows[i]];
        }

        return times;
    }
}
