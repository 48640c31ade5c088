using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests;

/// <summary>Accounts, markets and wishes to bend: 100,000 dollars, AAPL at 100, nothing held.</summary>
internal static class Given
{
    public static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    public static readonly Symbol Aapl = new("AAPL");
    public static readonly Symbol Msft = new("MSFT");
    public static readonly StrategyId Strategy = new("test");

    public static AccountState Account(
        decimal cash = 100_000m, Holding[]? holdings = null, OrderRecord[]? orders = null, Func<Ledger, Ledger>? ledger = null)
    {
        var cost = (holdings ?? []).Sum(holding => holding.Position.CostBasis.Amount);
        var header = new Ledger
        {
            Account = new AccountId("main"),
            Cash = new Money(cash),
            StartEquity = new Money(cash + cost),
            ReconciledUntilUtc = Now.AddDays(1),
            ReservedExposure = new Money((orders ?? []).Sum(order => order.Reserved.Amount)),
            OpenRisk = new Money((orders ?? []).Where(order => order.Terms.Purpose == OrderPurpose.Entry).Sum(order => order.StopDistance.Amount * order.Remaining.Shares) + (holdings ?? []).Sum(holding => holding.OpenRisk.Amount)),
        };
        return AccountState.From(ledger is null ? header : ledger(header), holdings ?? [], [], orders ?? []);
    }

    public static Holding Holding(decimal shares, decimal price = 100m, Symbol? symbol = null, StrategyId? strategy = null, decimal openRisk = 0m) => new()
    {
        Symbol = symbol ?? Aapl,
        Position = new Position(shares, new Money(shares * price)),
        LastPrice = new Price(price),
        Strategy = strategy ?? Strategy,
        OpenedUtc = Now.AddMinutes(-10),
        OpenRisk = new Money(openRisk),
    };

    public static OrderRecord Order(
        string id = "WORKING", Side side = Side.Buy, decimal quantity = 10m, OrderPurpose purpose = OrderPurpose.Entry, Symbol? symbol = null, decimal? limit = null, decimal? stop = null,
        OrderSource source = OrderSource.Signal, IntentStage stage = IntentStage.Confirmed, OrderStatus status = OrderStatus.New, decimal reserve = 100m, decimal stopDistance = 2m,
        StrategyId? strategy = null) => new()
        {
            Terms = new OrderTerms(
            new ClientOrderId(id), symbol ?? Aapl, side, new Quantity(quantity), stop is not null ? OrderType.Stop : limit is null ? OrderType.Market : OrderType.Limit, TimeInForce.Gtc, purpose,
            strategy ?? Strategy, limit is { } l ? new Price(l) : null, stop is { } s ? new Price(s) : null),
            Source = source,
            Origin = id,
            Stage = stage,
            Status = status,
            ReservedUtc = Now,
            DecidedUtc = Now,
            UpdatedUtc = Now,
            ReservePrice = new Price(reserve),
            StopDistance = purpose == OrderPurpose.Entry ? new Money(stopDistance) : Money.Zero,
            BrokerOrderId = stage == IntentStage.Confirmed ? "B" + id : null,
            Leg = source == OrderSource.Bracket ? (stop is null ? BracketLeg.TakeProfit : BracketLeg.StopLoss) : null,
        };

    public static MarketView Market(decimal? reference = 100m, decimal? volume = null, params (Symbol Symbol, decimal Price)[] marks) => new(
        reference is { } price ? new Price(price) : null, Now, TimeSpan.Zero, IsOpen: true, Tradable: true, Shortable: true, volume is { } shares ? new DailyVolume(shares, DailyVolume.Warmup, new DateOnly(2024, 3, 5), IsCurrent: true) : null,
        marks.ToDictionary(mark => mark.Symbol, mark => new Price(mark.Price)));

    public static TradeWish Wish(
        Side side = Side.Buy, decimal? quantity = null, decimal? limit = null, decimal? stop = null, decimal? profit = null, decimal? confidence = 0.6m, bool closeOnly = false, string id = "NEW") => new(
        new ClientOrderId(id), id, Aapl, side, Strategy, quantity is { } q ? new Quantity(q) : null, limit is { } l ? new Price(l) : null, stop is { } s ? new Price(s) : null,
        profit is { } p ? new Price(p) : null, confidence, Now, CloseOnly: closeOnly);
}
