using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Performance;

/// <summary>Closes a trading day: yesterday's record and the log since then give today's.</summary>
public static class DayClosing
{
    /// <summary>Name of the group of what nobody of ours decided.</summary>
    public const string Nobody = "-";

    /// <summary>Daily returns that value at risk looks at.</summary>
    public const int RiskDays = 250;

    private const int LeastRiskDays = 20;
    private const double RiskConfidence = 0.95;

    /// <param name="before">The record of the session before; null for the first one.</param>
    /// <param name="entries">The log after it, up to the end of the day, in the order of its numbers. Entries without effect on the books may be left out.</param>
    /// <param name="marks">Closing price per symbol; a position without one is valued at its last fill, and failing that at its cost.</param>
    public static DayRecord Close(DateOnly date, DayRecord? before, IEnumerable<LogEntry> entries, IReadOnlyDictionary<Symbol, Price> marks)
    {
        var books = RebuiltBooks.From(before?.Books ?? BooksCheckpoint.Empty);
        var trips = new TripTracker(before?.OpenTrades ?? []);
        var (total, strategies, workers) = (new Tally(before?.Total), new Groups(before?.Strategies), new Groups(before?.Workers));
        foreach (var entry in entries)
        {
            if (books.Apply(entry) is not { } step)
            {
                continue;
            }

            foreach (var part in trips.Apply(step))
            {
                var isFill = entry.Fill is not null;
                total.Add(part, isFill);
                strategies.Of(part.Strategy.Value).Add(part, isFill);
                workers.Of(part.Worker ?? Nobody).Add(part, isFill);
            }
        }

        var account = new Valuing(books, trips, marks, total, strategies, workers);
        account.Run();
        var startEquity = books.StartEquity;
        var flows = before is null ? Money.Zero : startEquity - before.Account.StartEquity;
        var equityBefore = before?.Account.Equity ?? startEquity;
        var today = total.Close(equityBefore);
        double[] returns = [.. (before?.RecentReturns ?? []).TakeLast(RiskDays - 1), today.Return];
        return new DayRecord(
            date,
            account.Closing(before?.Account.PeakEquity ?? startEquity, returns),
            flows,
            today,
            strategies.Close(equityBefore),
            workers.Close(equityBefore),
            books.Checkpoint(),
            [.. trips.Open],
            returns);
    }

    /// <summary>A group while the day is counted.</summary>
    internal sealed class Tally(DayGroup? before)
    {
        private readonly DayGroup yesterday = before ?? DayGroup.None;
        private TradeStatistics trades = TradeStatistics.None;
        private Money traded, realized, fees;
        private int fills;

        public Money Unrealized { get; set; }

        public void Add(Attribution part, bool isFill)
        {
            fills += isFill ? 1 : 0;
            traded += part.Traded;
            realized += part.Realized;
            fees += part.Fee;
            trades = part.Closed is { } trip ? trades.Add(trip) : trades;
        }

        public DayGroup Close(Money equityBefore)
        {
            var group = new DayGroup
            {
                Fills = fills,
                Traded = traded,
                Trades = trades,
                Realized = realized,
                Unrealized = Unrealized,
                UnrealizedChange = Unrealized - yesterday.Unrealized,
                Fees = fees,
                TradesToDate = yesterday.TradesToDate.Add(trades),
            };
            var change = equityBefore > Money.Zero ? Math.Max(-1, (double)(group.Pnl.Amount / equityBefore.Amount)) : 0;
            return group with { Return = change, Returns = yesterday.Returns.Add(change) };
        }
    }

    /// <summary>Groups by name; one that was there yesterday is there today.</summary>
    internal sealed class Groups(SortedDictionary<string, DayGroup>? before)
    {
        private readonly SortedDictionary<string, Tally> tallies = Begin(before);

        public Tally Of(string name)
        {
            if (!tallies.TryGetValue(name, out var tally))
            {
                tallies[name] = tally = new Tally(before: null);
            }

            return tally;
        }

        public SortedDictionary<string, DayGroup> Close(Money equityBefore)
        {
            var closed = new SortedDictionary<string, DayGroup>(StringComparer.Ordinal);
            foreach (var (name, tally) in tallies)
            {
                closed[name] = tally.Close(equityBefore);
            }

            return closed;
        }

        private static SortedDictionary<string, Tally> Begin(SortedDictionary<string, DayGroup>? before)
        {
            var begun = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
            foreach (var (name, group) in before ?? [])
            {
                begun[name] = new Tally(group);
            }

            return begun;
        }
    }

    /// <summary>Values the positions at the close, in total and for whoever opened them.</summary>
    private sealed class Valuing(
        RebuiltBooks books, TripTracker trips, IReadOnlyDictionary<Symbol, Price> marks, Tally total, Groups strategies, Groups workers)
    {
        private Money longs, shorts, largest;
        private int positions;

        public void Run()
        {
            foreach (var symbol in books.Symbols)
            {
                var position = symbol.Position;
                if (position.IsFlat)
                {
                    continue;
                }

                var mark = marks.TryGetValue(symbol.Symbol, out var price) ? price : symbol.LastPrice ?? position.AverageCost;
                var value = mark is { } known ? position.MarketValue(known) : position.CostBasis;
                var unrealized = value - position.CostBasis;
                longs += position.IsLong ? value : Money.Zero;
                shorts += position.IsShort ? -value : Money.Zero;
                largest = value.Abs() > largest ? value.Abs() : largest;
                positions++;
                var trip = trips.Find(symbol.Symbol);
                total.Unrealized += unrealized;
                strategies.Of(trip?.Strategy.Value ?? Nobody).Unrealized += unrealized;
                workers.Of(trip?.Worker ?? Nobody).Unrealized += unrealized;
            }
        }

        public ClosingAccount Closing(Money peakBefore, double[] returns)
        {
            var equity = books.Cash + longs - shorts;
            var peak = peakBefore > equity ? peakBefore : equity;
            var known = returns.Length >= LeastRiskDays;
            return new ClosingAccount(
                equity,
                books.StartEquity,
                books.Cash,
                longs,
                shorts,
                equity > Money.Zero ? (double)(largest.Amount / equity.Amount) : 0,
                positions,
                peak,
                peak > Money.Zero ? (double)((peak - equity).Amount / peak.Amount) : 0,
                known ? PortfolioRisk.HistoricalVar(returns, RiskConfidence) : null,
                known ? PortfolioRisk.ExpectedShortfall(returns, RiskConfidence) : null);
        }
    }
}
