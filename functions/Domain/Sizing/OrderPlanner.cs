using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Sizing;

/// <summary>The order that a wish comes down to.</summary>
/// <param name="Terms">What the gate sees. Its quantity is what was wanted where the limits leave nothing, so that the gate names the limit.</param>
/// <param name="Requested">Shares wanted.</param>
/// <param name="CutBy">Limits that cut it; empty when it was not cut.</param>
/// <param name="Sizing">How the quantity came about; null where the signal or the position gave it.</param>
/// <param name="ReservePrice">Price per share to reserve; null without a reference.</param>
/// <param name="StopDistance">Dollars per share at risk; 0 for exits.</param>
/// <param name="WaitsFor">Bracket legs, and other exits where the wish clears them, that must end first: they hold the shares.</param>
/// <param name="ProtectiveStop">Tightest stop price of those that must end, kept for what the exit leaves open.</param>
/// <param name="Refusal">Why there is no such order at all.</param>
public sealed record OrderPlan(
    OrderTerms Terms,
    Quantity Requested,
    ReasonCode[] CutBy,
    string? Sizing,
    Price? ReservePrice,
    Money StopDistance,
    ClientOrderId[] WaitsFor,
    Price? ProtectiveStop = null,
    Denial? Refusal = null);

/// <summary>Turns a wish into an order: entry or exit, how many shares, at which prices, with which protection.</summary>
/// <remarks>A BUY opens, adds or covers; a SELL reduces or closes a long position, and opens a short one where the limits allow it.</remarks>
public static class OrderPlanner
{
    /// <summary>Alpaca values an opening short sale at least 3 % above the ask.</summary>
    private const decimal ShortBuffer = 0.03m;

    public static OrderPlan Plan(TradeWish wish, AccountState state, in Valuation valuation, MarketView market, TradingRules rules)
    {
        var reduces = Reduces(wish.Side, wish.Symbol, state);
        return reduces || wish.CloseOnly ? Exit(wish, state, rules, reduces) : Entry(wish, state, valuation, market, rules);
    }

    /// <summary>Whether an order of this side closes shares that are held; else it opens or adds.</summary>
    public static bool Reduces(Side side, Symbol symbol, AccountState state) => side == Side.Buy ? state.Book(symbol).Position.IsShort : state.Book(symbol).Position.IsLong;

    private static OrderPlan Exit(TradeWish wish, AccountState state, TradingRules rules, bool reduces)
    {
        var book = state.Book(wish.Symbol);
        var held = reduces ? book.Position.Quantity : Quantity.Zero;
        var taken = wish.ClearsExits ? state.ClosingNow(wish.Symbol) : book.Exits;
        var open = held > taken ? held - taken : Quantity.Zero;
        var wanted = wish.Quantity ?? held;
        var quantity = Quantity.Min(wanted, open);
        var terms = Terms(wish, quantity.IsZero ? wanted : quantity, OrderPurpose.Exit, wish.LimitPrice, rules.ExitTimeInForce);
        var before = (wish.ClearsExits ? state.WaitingExits(wish.Symbol) : state.WorkingLegs(wish.Symbol)).ToList();
        return new OrderPlan(
            terms, wanted, quantity < wanted ? [ReasonCode.NothingToClose] : [], Sizing: null, wish.LimitPrice, Money.Zero,
            [.. before.Select(order => order.Id)], TightestStop(before, wish.Side),
            quantity.IsZero ? new Denial(ReasonCode.NothingToClose, "position", open.Shares, wanted.Shares) : null);
    }

    private static Price? TightestStop(List<OrderRecord> before, Side exit)
    {
        var stops = before.Where(order => order.Terms.StopPrice is not null).Select(order => order.Terms.StopPrice);
        return exit == Side.Sell ? stops.Max() : stops.Min();
    }

    private static OrderPlan Entry(TradeWish wish, AccountState state, in Valuation valuation, MarketView market, TradingRules rules)
    {
        var limit = wish.LimitPrice ?? (rules.EntryType == OrderType.Limit ? market.Reference : null);
        if ((limit ?? market.Reference) is not { } entry)
        {
            var unpriced = Terms(wish, wish.Quantity ?? rules.Sizing.LotSize, OrderPurpose.Entry, limit, rules.EntryTimeInForce);
            return new OrderPlan(unpriced, unpriced.Quantity, [], Sizing: null, ReservePrice: null, Money.Zero, []);
        }

        var stop = wish.StopLoss ?? Offset(entry, wish.Side == Side.Buy ? -rules.Limits.DefaultStop : rules.Limits.DefaultStop);
        var target = wish.TakeProfit ?? Offset(entry, wish.Side == Side.Buy ? rules.Limits.DefaultTakeProfit : -rules.Limits.DefaultTakeProfit);
        var reserve = Reserve(wish.Side, limit, market.Reference ?? entry, rules.MarketOrderBuffer);
        var stopDistance = stop is { } s ? new Money(Math.Abs(entry.Amount - s.Amount)) : new Money(entry.Amount);

        // A part of the size, and never more than all of it, whoever asked.
        var part = Math.Clamp(wish.Size, 0m, 1m);
        var stake = wish.Quantity is null ? Stake.For(rules.Sizing, entry, stop, target, wish.Confidence) : (Stake?)null;
        var wanted = wish.Quantity ?? Lots(Math.Max(0m, valuation.Equity.Amount) * stake!.Value.Share * part / reserve.Amount, rules.Sizing.LotSize);
        var room = new EntryRoom(state, valuation, wish, market, rules, reserve, stopDistance);
        var (allowed, cutBy) = room.Cut(wanted, isSized: stake is not null);
        var quantity = Lots(allowed.Shares, rules.Sizing.LotSize);
        if (stake is null && quantity < allowed && cutBy.Length == 0)
        {
            // What the signal asked for and no lot holds is left off, and told of like any other cut.
            cutBy = [ReasonCode.NoSize];
        }

        // Nothing left: the gate gets the order as it was wanted, and says which limit it breaks.
        var shown = !quantity.IsZero ? quantity : wanted.IsZero ? rules.Sizing.LotSize : wanted;
        // Alpaca takes fractions of shares for the day only.
        var timeInForce = shown.Shares == decimal.Truncate(shown.Shares) ? rules.EntryTimeInForce : TimeInForce.Day;
        var terms = Terms(wish, shown, OrderPurpose.Entry, limit, timeInForce) with { StopLoss = stop, TakeProfit = target };
        var refusal = quantity.IsZero ? new Denial(ReasonCode.NoSize, "quantity", rules.Sizing.LotSize.Shares, allowed.Shares) : null;
        return new OrderPlan(terms, wanted, cutBy, part == 1m || stake is null ? stake?.ToString() : $"{stake}, {part} of it", reserve, stopDistance, [], Refusal: refusal);
    }

    private static OrderTerms Terms(TradeWish wish, Quantity quantity, OrderPurpose purpose, Price? limit, TimeInForce timeInForce) => new(
        wish.Id, wish.Symbol, wish.Side, quantity, limit is null ? OrderType.Market : OrderType.Limit, timeInForce, purpose, wish.Strategy, limit);

    private static Price Reserve(Side side, Price? limit, Price reference, decimal buffer) => side == Side.Buy
        ? limit ?? Times(reference, 1m + buffer)
        : limit is { } price && price > Times(reference, 1m + ShortBuffer) ? price : Times(reference, 1m + ShortBuffer);

    private static Price? Offset(Price price, decimal? share) => share is { } fraction and > -1m ? Tick(price.Amount * (1m + fraction)) : null;

    /// <summary>Prices of a dollar and more have two decimals, lower ones four; anything finer is refused by brokers.</summary>
    private static Price Tick(decimal amount) => new(Math.Max(0.0001m, Math.Round(amount, amount >= 1m ? 2 : 4)));

    private static Price Times(Price price, decimal factor) => new(Math.Round(price.Amount * factor, 6));

    private static Quantity Lots(decimal shares, Quantity lot) => new(Math.Min(1_000_000_000m, Math.Floor(shares / lot.Shares) * lot.Shares));
}
