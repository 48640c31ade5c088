using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class ExchangeProperties
{
    private static readonly ExchangeOptions Options = ExchangeHarness.Plain with
    {
        Seed = 11,
        StartingCash = new Money(100_000m),
        RejectRate = 0.05,
        HaltRate = 0.05,
        Commission = new CommissionSchedule(PerShare: 0.01m, Fraction: 0.0001m, Minimum: 0.35m),
    };

    [Fact]
    public void Fills_Always_KeepTheRules()
    {
        var (fills, legFills) = (0, 0);
        Check(60, async seed =>
        {
            var found = await CheckRules(seed);
            fills += found.Length;
            legFills += found.Count(e => e.ParentClientOrderId is not null);
        });
        fills.ShouldBeGreaterThan(600);
        legFills.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Volume_OfABar_IsNeverExceeded() => Check(30, async seed =>
    {
        using var scenario = new Scenario(seed, Options with { MaxParticipation = 0.25m });
        var exchange = scenario.Harness.Exchange;
        for (var bar = 1; bar <= Scenario.Bars; bar++)
        {
            await scenario.Harness.ToBar(bar);
            await scenario.Act(exchange, bar);
        }

        foreach (var bar in (await scenario.Harness.Events()).Where(e => e.ExecutionId is not null).GroupBy(e => (e.Symbol, e.AtUtc)))
        {
            bar.Sum(e => e.Quantity.Shares).ShouldBeLessThanOrEqualTo(Math.Floor(scenario.Volumes[bar.Key] * 0.25m));
        }
    });

    [Fact]
    public void Events_HoweverTheExchangeIsDriven_AreTheSame() => Check(40, async seed =>
    {
        var expected = await Drive(seed, everyBar: true, reopenAt: -1, backwards: false);
        (await Drive(seed, everyBar: false, reopenAt: -1, backwards: false)).ShouldBe(expected);
        (await Drive(seed, everyBar: true, reopenAt: Math.Abs(seed % Scenario.Bars), backwards: false)).ShouldBe(expected);
        Unnumbered(await Drive(seed, everyBar: true, reopenAt: -1, backwards: true)).ShouldBe(Unnumbered(expected));
    });

    /// <param name="everyBar">Whether the exchange is advanced at bars at which nothing is sent.</param>
    /// <param name="reopenAt">Bar after which the process is lost: the exchange is opened again and driven over the same bar once more.</param>
    /// <param name="backwards">Whether the orders of one instant arrive in the reverse order.</param>
    private static async Task<OrderEvent[]> Drive(int seed, bool everyBar, int reopenAt, bool backwards)
    {
        using var scenario = new Scenario(seed, Options);
        var exchange = scenario.Harness.Exchange;
        var reopened = false;
        for (var bar = 1; bar <= Scenario.Bars; bar++)
        {
            var end = ExchangeHarness.Day.OpenUtc.AddMinutes(bar);
            scenario.Harness.Clock.Advance(end - scenario.Harness.Now);
            if (everyBar || scenario.HasWork(bar) || bar == Scenario.Bars)
            {
                await exchange.Advance(end);
                await scenario.Act(exchange, bar, backwards);
            }

            if (bar == reopenAt)
            {
                exchange = scenario.Harness.Open();
                reopened = true;
                await exchange.Advance(end);
                await scenario.Act(exchange, bar, backwards);
            }
        }

        OrderEvent[] events = [.. await exchange.ReadEvents(0, int.MaxValue, CancellationToken.None)];
        if (reopened)
        {
            exchange.Dispose();
        }

        return events;
    }

    private static async Task<OrderEvent[]> CheckRules(int seed)
    {
        using var scenario = new Scenario(seed, Options);
        var exchange = scenario.Harness.Exchange;
        for (var bar = 1; bar <= Scenario.Bars; bar++)
        {
            await scenario.Harness.ToBar(bar);
            await scenario.Act(exchange, bar);
        }

        var events = await scenario.Harness.Events();
        var fills = events.Where(e => e.ExecutionId is not null).ToArray();
        AssertWithinLimits(fills, scenario.All);
        await AssertNothingIsOverfilled(scenario, exchange);
        var cash = Options.StartingCash.Amount;
        foreach (var e in fills)
        {
            cash -= (Signed(e) * e.Price!.Value) + e.Fee.Amount;
        }

        var account = await exchange.GetAccount(CancellationToken.None);
        var audit = ExchangeAudit.Run(scenario.Harness.Journal);
        account.Cash.Amount.ShouldBe(cash);
        audit.Cash.ShouldBe(account.Cash);
        (audit.Overfilled, audit.Fills).ShouldBe((0, fills.Length));
        audit.Positions.Select(p => (p.Symbol, p.SignedQuantity)).ShouldBe(
            (await exchange.ListPositions(CancellationToken.None)).Select(p => (p.Symbol, p.SignedQuantity)));
        var cost = audit.Positions.Sum(p => p.Cost.Amount);
        (audit.Cash.Amount + cost).ShouldBe(Options.StartingCash.Amount + audit.RealizedPnl.Amount - audit.Fees.Amount, tolerance: 1e-12m);
        return fills;
    }

    private static string[] Unnumbered(OrderEvent[] events) =>
        [.. events.Select(e => (e with { Sequence = 0, BrokerOrderId = string.Empty }).ToString()).Order(StringComparer.Ordinal)];

    private static void AssertWithinLimits(OrderEvent[] fills, Dictionary<ClientOrderId, OrderTerms> all)
    {
        foreach (var e in fills)
        {
            var limit = e.ParentClientOrderId is { } parent
                ? e.ClientOrderId == OrderFactory.TakeProfitId(parent) ? all[parent].TakeProfit : null
                : all[e.ClientOrderId].LimitPrice;
            if (limit is { } price)
            {
                (e.Side == Side.Buy ? price.Amount - e.Price : e.Price - price.Amount)!.Value.ShouldBeGreaterThanOrEqualTo(0m);
            }
        }
    }

    private static async Task AssertNothingIsOverfilled(Scenario scenario, SimulatedExchange exchange)
    {
        foreach (var id in scenario.All.Keys.Order())
        {
            var order = (await exchange.Find(id, CancellationToken.None)).ShouldNotBeNull();
            order.FilledQuantity.ShouldBeLessThanOrEqualTo(order.Quantity);
            order.Legs.Sum(leg => leg.FilledQuantity.Shares).ShouldBeLessThanOrEqualTo(order.FilledQuantity.Shares);
            order.Legs.Count(leg => leg.Status == OrderStatus.Filled).ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static decimal Signed(OrderEvent e) => e.Side == Side.Buy ? e.Quantity.Shares : -e.Quantity.Shares;

    private static void Check(int cases, Func<int, Task> property) =>
        Prop.ForAll<int>(seed => property(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));
}
