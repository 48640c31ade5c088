using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Benchmarks.Risk;

/// <summary>An account of 500 positions with their latest exits, 200 working entries, and the market around it; both move as calls go on.</summary>
internal sealed class GateDesk
{
    private const int Symbols = 500;
    private const int Working = 200;
    private const int Exits = 8;
    private const int Sectors = 11;

    /// <summary>Shares of a fill: so few that millions of changes leave the account its cash.</summary>
    private const decimal Little = 0.01m;

    /// <summary>Changes of the books of which one is a sale.</summary>
    private const int PerSale = 100;

    private static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(5);
    private static readonly Symbol[] Names = [.. Enumerable.Range(0, Symbols).Select(i => new Symbol($"S{i:D3}"))];
    private static readonly StrategyLimits Strategy = new() { Id = new StrategyId("bench"), MaxPositionShare = 0.1m, MaxExposureShare = 0.9m, MinConfidence = 0.5m };

    private readonly Dictionary<Symbol, Price> noMarks = [];
    private IReadOnlyDictionary<Symbol, Price> marks;
    private MarkTimes times = MarkTimes.None;
    private DateTime nowUtc = Start;
    private int calls;
    private int changes;
    private int readings;

    public GateDesk(RiskLimits limits)
    {
        marks = noMarks;
        Rules = new TradingRules
        {
            Limits = limits,
            Strategies = [Strategy],
            Sectors = new SectorMap(Names.Select((symbol, i) => KeyValuePair.Create(symbol, $"sector {i % Sectors}"))),
            Analysis = new RiskAnalysis(Start, Table(), ValueAtRisk: 0.01m, ExpectedShortfall: 0.02m, StressLoss: 0.1m),
        };
        var ledger = new Ledger
        {
            Account = new AccountId("bench"),
            Cash = new Money(8_000_000m),
            StartEquity = new Money(12_000_000m),
            PeakEquity = new Money(12_000_000m),
            Day = new DayMark(new DateOnly(2024, 3, 5), Money.Zero),
            ReservedExposure = new Money(Working * 1_000m),
            OpenRisk = new Money(Working * 20m),
            ReconciledUntilUtc = Start.AddDays(1),
            Strategies = [new StrategyActivity(Strategy.Id, Start, 1, 1)],
        };
        State = AccountState.From(ledger, Names.Select(Holding), [], Enumerable.Range(0, Working).Select(Entry));
    }

    public static Money StopDistance { get; } = new(2m);

    public static MessageWindow Messages { get; } = new(200, 50);

    public TradingRules Rules { get; }

    public AccountState State { get; private set; }

    /// <summary>The next order to decide on, with the market as of then.</summary>
    public (OrderTerms Terms, MarketView Market, AccountState State, DateTime NowUtc) Next()
    {
        var (symbol, limit) = Turn();
        var terms = new OrderTerms(
            new ClientOrderId($"ORDER{calls % 10_000}"), symbol, Side.Buy, new Quantity(10m + (calls % 7)), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, Strategy.Id,
            limit, StopLoss: new Price(limit.Amount - StopDistance.Amount), TakeProfit: new Price(limit.Amount + 10m));
        return (terms, Market(limit), State, nowUtc);
    }

    /// <summary>The same as a wish of somebody.</summary>
    public PlaceOrder NextWish()
    {
        var (symbol, limit) = Turn();
        var wish = new TradeWish(
            new ClientOrderId($"ORDER{calls % 10_000}"), "bench", symbol, Side.Buy, Strategy.Id, new Quantity(10m + (calls % 7)), limit, new Price(limit.Amount - StopDistance.Amount), new Price(limit.Amount + 10m),
            0.6m, nowUtc, Caller: Rules.Limits.AuthorisedCallers[0]);
        return new PlaceOrder(wish, Market(limit), Rules, "bench", nowUtc.AddSeconds(10), nowUtc) { BrokerMessages = Messages };
    }

    /// <summary>The market is read: everything that is held has another price.</summary>
    public void ReadMarks()
    {
        readings++;
        var made = nowUtc;
        marks = Names.Select((symbol, i) => KeyValuePair.Create(symbol, new Price(100m + ((readings + i) % 300 / 100m)))).ToDictionary();
        times = new MarkTimes(Names.Select((symbol, i) => KeyValuePair.Create(symbol, made.AddMilliseconds(-(readings + i) % 900))).ToDictionary());
    }

    /// <summary>A working entry fills in part, an order placed past the system buys, one sells now and then (once in two seconds), a working entry is cancelled and another takes its place.</summary>
    public void ChangeBooks()
    {
        var symbol = Names[(changes * 7) % Symbols];
        var order = State.Live.Values.ElementAt((changes / 4) % State.Live.Count);
        State = (changes++ % 4) switch
        {
            0 => Apply(Fill(order.Id, order.Terms.Symbol, order.Terms.Side, Math.Min(Little, order.Remaining.Shares))),
            1 => Apply(Fill(new ClientOrderId($"FOREIGN{changes}"), symbol, Side.Buy, Little)),
            2 => Apply(Fill(new ClientOrderId($"FOREIGN{changes}"), symbol, changes % PerSale == 3 ? Side.Sell : Side.Buy, Little)),
            _ => Apply(new OrderEvent(State.Ledger.EventCursor + 1, OrderEventKind.Canceled, "B" + order.Id, order.Id, null, order.Terms.Symbol, order.Terms.Side, nowUtc)),
        };
        if (State.Live.Count < Working)
        {
            var place = NextWish();
            State = AccountDecider.Decide(State, place with { Wish = place.Wish with { Id = new ClientOrderId($"C{changes}") } }).State;
        }
    }

    private AccountState Apply(OrderEvent @event) => AccountDecider.Decide(State, new ApplyEvents([@event])).State with { Ended = AccountState.Empty(State.Ledger.Account).Ended };

    private OrderEvent Fill(ClientOrderId id, Symbol symbol, Side side, decimal quantity) => new(
        State.Ledger.EventCursor + 1, OrderEventKind.Fill, "B" + id, id, null, symbol, side, nowUtc, $"x{State.Ledger.EventCursor}", 100m + (changes % 100 / 100m), new Quantity(quantity), new Money(0.01m), new Quantity(quantity));

    private (Symbol Symbol, Price Limit) Turn()
    {
        calls++;
        nowUtc = Start + (calls * BetweenCalls);
        return (Names[calls % Symbols], new Price(100m + (calls % 300 / 100m)));
    }

    private MarketView Market(Price reference) => new(
        reference, nowUtc, TimeSpan.Zero, IsOpen: true, Tradable: true, Shortable: true, new DailyVolume(1_000_000m, DailyVolume.Warmup, Newest: null, IsCurrent: true), marks)
    {
        MarkAges = new MarkAges(times, nowUtc, ExchangeCalendar.OpenTimeBetween),
        BuyingPower = new BuyingPower(new Money(9_000_000m), Money.Zero),
    };

    private static Holding Holding(Symbol symbol, int i) => new()
    {
        Symbol = symbol,
        Position = new Position(80m, new Money(8_000m)),
        LastPrice = new Price(100m),
        OpenedUtc = Start.AddHours(-5),
        LastExitUtc = Start.AddHours(-1),
        Strategy = Strategy.Id,
        Exits = [.. Enumerable.Range(0, Exits).Select(exit => new ClosedExit(new ClientOrderId($"X{i}N{exit}"), Start.AddHours(-1).AddMinutes(-exit - i), new Money(5m), new Money(800m), IsStop: false)).Reverse()],
        Recent = [new RecentOrder(Start.AddMinutes(-1), new ClientOrderId("OTHER"), Side.Buy, new Quantity(10m), null, Strategy.Id)],
    };

    private static OrderRecord Entry(int i) => new()
    {
        Terms = new OrderTerms(new ClientOrderId($"W{i:D7}"), Names[(i * 3) % Symbols], Side.Buy, new Quantity(10m), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, Strategy.Id, new Price(100m)),
        Source = OrderSource.Signal,
        Origin = $"w{i}",
        Stage = IntentStage.Confirmed,
        Status = OrderStatus.New,
        ReservedUtc = Start,
        DecidedUtc = Start,
        UpdatedUtc = Start,
        ReservePrice = new Price(100m),
        StopDistance = StopDistance,
        BrokerOrderId = $"BW{i:D7}",
    };

    private static CorrelationTable Table()
    {
        var values = new double[Symbols * Symbols];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 69 / 100d;
        return new CorrelationTable(Names, values);
    }
}
