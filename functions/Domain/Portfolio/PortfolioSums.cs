using System.Collections.Immutable;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>What a decision must know of all positions together, at one set of marks: added up once and then moved with every symbol that changes, so that a decision costs the
/// same with one position and with five hundred. Equal to the full sum to the last digit.</summary>
/// <remarks>Sums that not every decision asks for are added up when the first one does. They are functions of what is immutable here: two readers that do it at once write the same.</remarks>
internal sealed class PortfolioSums
{
    private readonly ImmutableSortedDictionary<Symbol, SymbolBook> symbols;
    private readonly IReadOnlyDictionary<Symbol, Price> marks;
    private Grouped<string>? sectors;
    private Grouped<StrategyId>? strategies;
    private HeldColumns? held;
    private RecentExits? exits;
    private OldestMark? oldest;

    private PortfolioSums(ImmutableSortedDictionary<Symbol, SymbolBook> symbols, IReadOnlyDictionary<Symbol, Price> marks) => (this.symbols, this.marks) = (symbols, marks);

    public PositionTotals Totals { get; private init; }

    /// <summary>What is held without a mark.</summary>
    public ImmutableSortedSet<Symbol> Unmarked { get; private init; } = [];

    /// <summary>The last time that any position was reduced.</summary>
    public DateTime? LastExitUtc { get; private init; }

    /// <param name="marks">Never changed again: sums belong to this very set of marks.</param>
    /// <param name="earlier">Of other marks or other books: what does not rest on prices is taken over where the books are the same.</param>
    public static PortfolioSums Of(ImmutableSortedDictionary<Symbol, SymbolBook> symbols, IReadOnlyDictionary<Symbol, Price> marks, PortfolioSums? earlier)
    {
        var totals = default(PositionTotals);
        var unmarked = ImmutableSortedSet<Symbol>.Empty;
        DateTime? latest = null;
        foreach (var (symbol, book) in symbols)
        {
            totals = totals.With(book, marks, 1);
            unmarked = IsUnmarked(book, marks) ? unmarked.Add(symbol) : unmarked;
            latest = Later(latest, book.Holding.LastExitUtc);
        }

        var same = earlier is not null && earlier.BelongTo(symbols) ? earlier : null;
        return new PortfolioSums(symbols, marks) { Totals = totals, Unmarked = unmarked, LastExitUtc = latest, held = same?.held, exits = same?.exits };
    }

    public bool BelongTo(ImmutableSortedDictionary<Symbol, SymbolBook> books) => ReferenceEquals(symbols, books);

    public bool BelongTo(ImmutableSortedDictionary<Symbol, SymbolBook> books, IReadOnlyDictionary<Symbol, Price> prices) => ReferenceEquals(symbols, books) && ReferenceEquals(marks, prices);

    /// <summary>The sums after one symbol has changed; null where these are of other books.</summary>
    public PortfolioSums? Moved(ImmutableSortedDictionary<Symbol, SymbolBook> from, ImmutableSortedDictionary<Symbol, SymbolBook> to, SymbolBook after)
    {
        if (!ReferenceEquals(from, symbols))
        {
            return null;
        }

        var symbol = after.Holding.Symbol;
        var before = from.TryGetValue(symbol, out var known) ? known : SymbolBook.Empty(symbol);
        return new PortfolioSums(to, marks)
        {
            Totals = Totals.With(before, marks, -1).With(after, marks, 1),
            Unmarked = IsUnmarked(after, marks) ? Unmarked.Add(symbol) : Unmarked.Remove(symbol),
            LastExitUtc = Latest(before.Holding.LastExitUtc, after.Holding.LastExitUtc, to),
            sectors = sectors is null ? null : new(AddSector(AddSector(sectors.Totals, sectors.Map!, before, -1), sectors.Map!, after, 1), sectors.Map),
            strategies = strategies is null ? null : new(AddStrategy(AddStrategy(strategies.Totals, before, -1), after, 1)),
            held = held?.Moved(before, after),
            exits = ReferenceEquals(before.Holding.Exits, after.Holding.Exits) ? exits : exits?.Exchanged(before.Holding.Exits, after.Holding.Exits),
            oldest = before.Position.IsFlat == after.Position.IsFlat || oldest is null ? oldest : OldestMark.Of(oldest.Times, to),
        };
    }

    /// <summary>Positions of a sector and what working entries reserve in it, dollars without signs.</summary>
    public decimal OfSector(SectorMap map, string sector)
    {
        if (sectors is not { } known || !ReferenceEquals(known.Map, map))
        {
            sectors = known = new(GroupTotals<string>.Of(InSectors(map)), map);
        }

        return known.Totals[sector];
    }

    /// <summary>Positions that a strategy opened, dollars without signs.</summary>
    public decimal OfStrategy(StrategyId strategy)
    {
        if (strategies is not { } known)
        {
            strategies = known = new(GroupTotals<StrategyId>.Of(OfStrategies()));
        }

        return known.Totals[strategy];
    }

    public HeldColumns HeldIn(CorrelationTable table) => held is { } known && ReferenceEquals(known.Table, table) ? known : held = HeldColumns.Of(table, symbols.Values);

    /// <summary>The oldest mark of what is held.</summary>
    public Symbol? OldestOf(MarkTimes times) => (oldest is { } known && ReferenceEquals(known.Times, times) ? known : oldest = OldestMark.Of(times, symbols)).Symbol;

    /// <summary>The latest exits of all symbols, in the order of their times.</summary>
    public RecentExits Exits() => exits ??= RecentExits.Of(symbols.Values);

    private IEnumerable<(string Sector, decimal Amount)> InSectors(SectorMap map)
    {
        foreach (var (_, book) in symbols)
        {
            if (InSector(map, book) is { } part)
            {
                yield return part;
            }
        }
    }

    private IEnumerable<(StrategyId Strategy, decimal Amount)> OfStrategies()
    {
        foreach (var (_, book) in symbols)
        {
            if (book.Holding.Strategy is { } strategy)
            {
                yield return (strategy, Exposure(book));
            }
        }
    }

    private GroupTotals<string> AddSector(GroupTotals<string> totals, SectorMap map, SymbolBook book, int sign) =>
        InSector(map, book) is var (sector, amount) ? totals.Add(sector, sign * amount) : totals;

    private GroupTotals<StrategyId> AddStrategy(GroupTotals<StrategyId> totals, SymbolBook book, int sign) =>
        book.Holding.Strategy is { } strategy ? totals.Add(strategy, sign * Exposure(book)) : totals;

    private (string Sector, decimal Amount)? InSector(SectorMap map, SymbolBook book) =>
        book.IsActive && map.Of(book.Holding.Symbol) is { } sector ? (sector, Exposure(book) + book.EntryNotional.Amount) : null;

    private decimal Exposure(SymbolBook book) => Math.Abs(PositionTotals.ValueOf(book, marks));

    private static bool IsUnmarked(SymbolBook book, IReadOnlyDictionary<Symbol, Price> marks) => !book.Position.IsFlat && !marks.ContainsKey(book.Holding.Symbol);

    /// <summary>Time hardly ever goes back in one symbol; where it does, everybody is asked.</summary>
    private DateTime? Latest(DateTime? before, DateTime? after, ImmutableSortedDictionary<Symbol, SymbolBook> to) =>
        before == after ? LastExitUtc : LastExitUtc is null || after >= LastExitUtc ? after : before == LastExitUtc ? LatestOf(to) : LastExitUtc;

    private static DateTime? LatestOf(ImmutableSortedDictionary<Symbol, SymbolBook> symbols)
    {
        DateTime? latest = null;
        foreach (var (_, book) in symbols)
        {
            latest = Later(latest, book.Holding.LastExitUtc);
        }

        return latest;
    }

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other : one;

    /// <param name="Map">Sectors that the groups follow from.</param>
    private sealed record Grouped<TKey>(GroupTotals<TKey> Totals, SectorMap? Map = null) where TKey : notnull;
}
