using System.Collections.Immutable;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>An entry order as the duplicate control remembers it.</summary>
public sealed record RecentOrder(DateTime AtUtc, ClientOrderId Id, Side Side, Quantity Quantity, Price? LimitPrice, StrategyId Strategy);

/// <summary>What the books keep of one symbol: a document of the account partition.</summary>
public sealed record Holding
{
    public required Symbol Symbol { get; init; }

    public Position Position { get; init; }

    public Money RealizedPnl { get; init; }

    public Money Fees { get; init; }

    /// <summary>Stop distance times shares of the open position, dollars.</summary>
    public Money OpenRisk { get; init; }

    /// <summary>Price of the last fill: the mark of last resort.</summary>
    public Price? LastPrice { get; init; }

    public DateTime? OpenedUtc { get; init; }

    /// <summary>When the position was last reduced.</summary>
    public DateTime? LastExitUtc { get; init; }

    /// <summary>Strategy that opened the position; null when flat, and for what was adopted.</summary>
    public StrategyId? Strategy { get; init; }

    /// <summary>Latest orders that closed shares, oldest first: what the protections look at.</summary>
    public ClosedExit[] Exits { get; init; } = [];

    /// <summary>Ex-date of the last split that the position met: an earlier one, or the same again, changes nothing.</summary>
    public DateOnly? LastSplit { get; init; }

    /// <summary>Latest entries, oldest first.</summary>
    public RecentOrder[] Recent { get; init; } = [];
}

/// <summary>One symbol of the account: holding, lock and working orders, with their sums.</summary>
/// <param name="Orders">Live orders in ordinal order, so that what is done to all of them is done in the same order after a reload.</param>
/// <param name="Entries">Shares that working entries may still fill, signed: buys positive.</param>
/// <param name="EntryNotional">Exposure that they reserve.</param>
/// <param name="Exits">Shares that working exits, bracket legs apart, may still close.</param>
public sealed record SymbolBook(
    Holding Holding, SymbolLock? Lock, ImmutableSortedSet<ClientOrderId> Orders, decimal Entries, Money EntryNotional, Quantity Exits)
{
    /// <summary>Those of the orders that are legs of a bracket.</summary>
    public ImmutableSortedSet<ClientOrderId> Legs { get; init; } = [];

    public Holding Holding
    {
        get;
        init
        {
            Past = ReferenceEquals(value.Exits, field.Exits) && ReferenceEquals(value.Recent, field.Recent) ? Past : RecentPast.Of(value);
            field = value;
        }
    } = Holding;

    /// <summary>Of the holding's lists.</summary>
    internal RecentPast Past { get; private init; } = RecentPast.Of(Holding);

    /// <summary>In the rules, or in older ones; looked up when a decision asks.</summary>
    private SymbolPlace? place;

    public static SymbolBook Empty(Symbol symbol) => new(new Holding { Symbol = symbol }, Lock: null, [], 0m, Money.Zero, Quantity.Zero);

    public Position Position => Holding.Position;

    public bool IsActive => !Position.IsFlat || !Orders.IsEmpty;

    /// <summary>Where the rules have the symbol: its sector and its row of correlations.</summary>
    internal SymbolPlace PlaceIn(TradingRules rules) =>
        place is { } known && known.IsIn(rules.Sectors, rules.Correlations) ? known : place = SymbolPlace.Of(Holding.Symbol, rules.Sectors, rules.Correlations);

    /// <summary>Of what the book holds; what was looked up on the way is no part of it.</summary>
    public bool Equals(SymbolBook? other) => ReferenceEquals(this, other) || (other is not null && Holding == other.Holding && Lock == other.Lock
        && ReferenceEquals(Orders, other.Orders) && ReferenceEquals(Legs, other.Legs) && Entries == other.Entries && EntryNotional == other.EntryNotional && Exits == other.Exits);

    public override int GetHashCode() => Holding.GetHashCode();
}
