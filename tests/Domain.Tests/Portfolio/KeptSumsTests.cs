using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Portfolio;

/// <summary>Decisions rest on sums that move with the books. Whatever happened to the account, they are what adding everything up anew gives, to the last digit.</summary>
public sealed class KeptSumsTests
{
    private static readonly Symbol[] Symbols = [new("AAPL"), new("MSFT"), new("TSLA"), new("XOM"), new("ZZZ")];
    private static readonly StrategyId[] Strategies = [new("trend"), new("revert")];

    /// <summary>Every limit that sums over the account is set; ZZZ has neither a sector nor a correlation.</summary>
    private static readonly TradingRules Rules = new()
    {
        Limits = new RiskLimits
        {
            MaxSectorShare = 0.9m,
            MaxCorrelation = 1m,
            MaxMarkAge = TimeSpan.FromDays(9),
            CooldownScope = ProtectionScope.All,
            Cooldown = TimeSpan.FromSeconds(1),
            StopGuardStops = 1_000,
            MinProfit = -1_000m,
            LowProfitTrades = 1,
            LowProfitScope = ProtectionScope.All,
            LowProfitWindow = TimeSpan.FromDays(2),
            MaxWindowDrawdown = 1_000m,
            AllowShort = true,
            RequireStop = false,
            MaxSymbolShare = null,
            MaxPortfolioRisk = null,
            DuplicateWindow = null,
            MaxDrawdown = null,
            MaxDailyLoss = null,
            MaxSignalAge = TimeSpan.FromDays(9),
            MaxReferenceAge = TimeSpan.FromDays(9),
        },
        Strategies = [.. Strategies.Select(id => new StrategyLimits { Id = id, AllowShort = true, MaxExposureShare = 0.9m })],
        Sectors = new SectorMap(Symbols[..4].Select((symbol, i) => KeyValuePair.Create(symbol, i < 2 ? "tech" : "other"))),
        Analysis = new RiskAnalysis(Given.Now, new CorrelationTable(Symbols[..4], [.. Enumerable.Range(0, 16).Select(i => i / 20d)]), 0.01m, 0.02m, 0.1m),
    };

    [Fact]
    public void Decisions_OnKeptSums_AreThoseOfAFreshAccount()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var state = Given.Account(cash: 1_000_000m);
            var marks = Marks(random);
            for (var step = 1; step <= 80; step++)
            {
                var now = Given.Now.AddSeconds(step);
                marks = random.Next(6) == 0 ? Marks(random) : marks;
                var probe = Place(random, marks, $"P{seed}x{step}", now);
                var fresh = AccountState.From(state.Ledger, state.Symbols.Values.Select(book => book.Holding), [], state.Live.Values) with { Ended = state.Ended };

                var (kept, anew) = (AccountDecider.Decide(state, probe), AccountDecider.Decide(fresh, probe));

                var (one, other) = (((PlaceReply)kept.Reply).Decision!, ((PlaceReply)anew.Reply).Decision!);
                one.Checks.ShouldBe(other.Checks, $"seed {seed}, step {step}");
                (one with { Checks = [], CutBy = [] }).ShouldBe(other with { Checks = [], CutBy = [] });
                Valuation.Kept(state, marks.Prices).ShouldBe(Valuation.Of(fresh, marks.Prices));
                state.Committed.ShouldBe(fresh.Committed);
                state = random.Next(3) == 0 ? kept.State : AccountDecider.Decide(state, Change(random, state, step, now)).State;
            }
        }
    }

    private static AccountCommand Change(Random random, AccountState state, int step, DateTime now)
    {
        var symbol = Symbols[random.Next(Symbols.Length)];
        var working = state.Live.Values.Where(order => order.Terms.Purpose == OrderPurpose.Entry).ToArray();
        return random.Next(8) switch
        {
            0 => new ApplySplit(symbol, new DateOnly(2024, 3, 6).AddDays(step), 3, 2, now),
            1 => new AdoptAccount(Cash: null, [new HeldPosition(symbol, random.Next(-20, 20) / 7m, new Price(50.123457m))], "random", now),
            2 or 3 when working.Length > 0 => Event(working[random.Next(working.Length)], OrderEventKind.Canceled, state, 0m, now),
            4 or 5 when working.Length > 0 => Event(working[random.Next(working.Length)], OrderEventKind.Fill, state, random.Next(1, 90) / 100m, now),
            _ => new ApplyEvents([new OrderEvent(
                state.Ledger.EventCursor + 1, OrderEventKind.Fill, $"B{step}", new ClientOrderId($"F{step}x{random.Next()}"), null, symbol, random.Next(2) == 0 ? Side.Buy : Side.Sell, now,
                $"x{step}", 80m + (random.Next(400_000) / 10_000m), new Quantity(random.Next(1, 4_000) / 100m), new Money(0.01m), new Quantity(1m))]),
        };
    }

    private static ApplyEvents Event(OrderRecord order, OrderEventKind kind, AccountState state, decimal share, DateTime now) => new([new OrderEvent(
        state.Ledger.EventCursor + 1, kind, "B" + order.Id, order.Id, null, order.Terms.Symbol, order.Terms.Side, now, $"e{state.Ledger.EventCursor}",
        kind == OrderEventKind.Fill ? 99.99m : null, kind == OrderEventKind.Fill ? new Quantity(Math.Round(order.Remaining.Shares * share, 3)) : default)]);

    private static PlaceOrder Place(Random random, (Dictionary<Symbol, Price> Prices, MarkTimes Times) marks, string id, DateTime now)
    {
        var wish = Given.Wish(random.Next(2) == 0 ? Side.Buy : Side.Sell, random.Next(1, 900) / 10m, id: id) with { Symbol = Symbols[random.Next(Symbols.Length)], Strategy = Strategies[random.Next(2)] };
        var market = Given.Market() with { Marks = marks.Prices, MarkAges = new MarkAges(marks.Times, now, (from, to) => to - from), BuyingPower = new BuyingPower(new Money(9_000_000m), Money.Zero) };
        return new PlaceOrder(wish, market, Rules, "host", now.AddSeconds(10), now);
    }

    /// <summary>Some symbols have no mark now and then.</summary>
    private static (Dictionary<Symbol, Price> Prices, MarkTimes Times) Marks(Random random)
    {
        var prices = Symbols.Where(_ => random.Next(8) > 0).ToDictionary(symbol => symbol, _ => new Price(80m + (random.Next(400_000) / 10_000m)));
        return (prices, new MarkTimes(prices.Keys.ToDictionary(symbol => symbol, _ => Given.Now.AddSeconds(-random.Next(100)))));
    }
}
