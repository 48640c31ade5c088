using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;

namespace TradingFunctions.Local.Replay.Reporting;

/// <summary>Gathers a replay's report from its books: closed days, and trades folded from the log.</summary>
internal sealed class BacktestReader(DayStore days, AccountLog log, IReadOnlyList<BarSeries> bars)
{
    private readonly Dictionary<Symbol, BarSeries> series = bars.ToDictionary(b => b.Symbol);

    /// <param name="name">Of the report.</param>
    /// <param name="parameters">What the replay was set to.</param>
    /// <param name="from">First session.</param>
    /// <param name="to">Last session.</param>
    /// <returns>Null where no day was closed: nothing was ever booked.</returns>
    public async Task<BacktestReport?> Read(string name, SortedDictionary<string, string> parameters, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var closed = await days.List(from, to, cancellationToken);
        if (closed.Count == 0)
        {
            return null;
        }

        var (books, trips) = (new RebuiltBooks(), new TripTracker([]));
        var (purchases, sales) = (Money.Zero, Money.Zero);
        var trades = new List<BacktestTrade>();
        await foreach (var entry in log.ReadBooks(after: 0, cancellationToken))
        {
            if (books.Apply(entry) is not { } step)
            {
                continue;
            }

            if (entry.Fill is { } fill)
            {
                var notional = new Money(Math.Abs(fill.SignedQuantity) * fill.Price.Amount);
                (purchases, sales) = fill.SignedQuantity > 0m ? (purchases + notional, sales) : (purchases, sales + notional);
            }

            trades.AddRange(trips.Apply(step).Where(part => part.Closed is not null).Select(part => new BacktestTrade(part.Closed!, ExcursionsOf(part.Closed!))));
        }

        return BacktestReport.Of(name, parameters, closed, trades, purchases, sales);
    }

    /// <summary>From the bars that ended while the trade was open, the one it was closed in included.</summary>
    private Excursions? ExcursionsOf(RoundTrip trip)
    {
        if (trip.EntryPrice is not { } entry || !series.TryGetValue(trip.Symbol, out var known))
        {
            return null;
        }

        var (before, after) = (known.CountAt(trip.OpenedUtc.AddTicks(-1)), known.CountAt(trip.ClosedUtc));
        if (after <= before)
        {
            return null;
        }

        var window = known.WindowAt(trip.ClosedUtc, after - before);
        return Excursions.Of(trip.IsLong, (double)entry.Amount, window.Lows, window.Highs);
    }
}
