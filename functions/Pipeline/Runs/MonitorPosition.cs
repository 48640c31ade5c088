using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>What a monitor has to know of the books.</summary>
public static class MonitorPosition
{
    /// <summary>What the monitor of a symbol is doing, from the books alone; whether the plan is in force comes on top.</summary>
    public static MonitorState StateOf(SymbolBook book)
    {
        if (book.Position.IsFlat)
        {
            return book.Entries == 0m ? MonitorState.Scanning : MonitorState.Holding;
        }

        return book.Exits.IsZero ? MonitorState.Holding : MonitorState.Exiting;
    }

    public static PositionContext ContextOf(SymbolBook book) => book.Position is { IsFlat: false, AverageCost: { } cost } position
        ? PositionContext.FromSigned(position.SignedQuantity, cost, book.Holding.OpenedUtc ?? default, strategy: book.Holding.Strategy)
        : default;

    /// <summary>The position with its best price from the bars since entry: for a monitor that takes a position over.</summary>
    public static PositionContext WithBestPrice(PositionContext position, BarWindow bars)
    {
        if (position.IsFlat)
        {
            return position;
        }

        var best = (double)position.AverageEntryPrice.Amount;
        var isLong = position.Side == Domain.Orders.Side.Buy;
        var starts = bars.StartTicks;
        for (var i = starts.Length - 1; i >= 0 && starts[i] >= position.EntryUtc.Ticks; i--)
        {
            best = isLong ? Math.Max(best, bars.Highs[i]) : Math.Min(best, bars.Lows[i]);
        }

        return position with { BestPrice = best };
    }
}
