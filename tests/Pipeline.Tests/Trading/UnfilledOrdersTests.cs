using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>Orders that work too long, and orders put in the place of others.</summary>
public sealed class UnfilledOrdersTests
{
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(1);

    private readonly TradingBench bench = new()
    {
        Options = options => options with { UnfilledTimeout = TimeSpan.FromMinutes(15), ExitTimeout = TimeSpan.FromMinutes(2), ExitReprices = 1 },
    };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Entry_UnfilledForTooLong_IsCancelledAndReleasesWhatItReserved(int secondsBeyond, bool isCanceled)
    {
        await using var host = await bench.Ready();
        var id = await Entry(host, target: 95m);

        bench.Clock.Advance(TimeSpan.FromMinutes(15) + Bar + TimeSpan.FromSeconds(secondsBeyond));
        await host.Unfilled.LookOnce(default);

        host.Book.State.Live.ContainsKey(id).ShouldBe(!isCanceled);
        host.Book.State.Ledger.ReservedExposure.ShouldBe(isCanceled ? Money.Zero : new Money(950m));
    }

    [Fact]
    public async Task Entry_FilledInPart_KeepsWhatItHasAndIsCancelledForTheRest()
    {
        await using var host = await bench.Ready();
        var id = await Entry(host, target: 95m);
        bench.Broker.Fill(id, 4m, 95m);
        await host.Pump.PumpOnce(default);

        bench.Clock.Advance(TimeSpan.FromMinutes(17));
        await host.Unfilled.LookOnce(default);

        var order = (await host.Queries.FindOrder(id, default))!;
        (order.End, order.Filled).ShouldBe((OrderEnd.Canceled, new Quantity(4m)));
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(4m);
    }

    [Fact]
    public async Task Entry_WhileNoSessionIsOpen_DoesNotAge()
    {
        bench.Options = options => options with { UnfilledTimeout = TimeSpan.FromMinutes(15), OpenTimeBetween = (_, _) => TimeSpan.Zero };
        await using var host = await bench.Ready();
        var id = await Entry(host, target: 95m);

        bench.Clock.Advance(TimeSpan.FromHours(17));
        await host.Unfilled.LookOnce(default);

        host.Book.State.Live.ContainsKey(id).ShouldBeTrue();
    }

    [Fact]
    public async Task Entry_AfterARestart_AgesOn()
    {
        ClientOrderId id;
        await using (var first = await bench.Ready())
            id = await Entry(first, target: 95m);
        bench.Clock.Advance(TimeSpan.FromMinutes(17));

        await using var second = await bench.Ready();
        await second.Unfilled.LookOnce(default);

        second.Book.State.Live.ContainsKey(id).ShouldBeFalse();
    }

    [Fact]
    public async Task Exit_UnfilledForTooLong_IsMovedToTheMarketsPriceAndThenGoesAtTheMarket()
    {
        await using var host = await bench.Ready();
        var first = await Exit(host, limit: 105m);

        bench.Clock.Advance(TimeSpan.FromMinutes(2) + Bar + TimeSpan.FromSeconds(1));
        bench.Market.Set(TradingBench.Aapl, 103.004);
        await host.Unfilled.LookOnce(default);
        await Settle(host);

        var moved = host.Book.State.Live.Values.Single(order => order.Replaces == first);
        (moved.Terms.Type, moved.Terms.LimitPrice, moved.Terms.Quantity, moved.Stage).ShouldBe((OrderType.Limit, new Price(103m), new Quantity(10m), IntentStage.Confirmed));
        (await host.Queries.FindOrder(first, default))!.End.ShouldBe(OrderEnd.Canceled);

        bench.Clock.Advance(TimeSpan.FromMinutes(2) + Bar + TimeSpan.FromSeconds(1));
        bench.Market.Set(TradingBench.Aapl, 101);
        bench.Broker.FillPrice = _ => 101m;
        await host.Unfilled.LookOnce(default);
        await Settle(host);

        host.Book.State.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue();
        host.Notifier.Told.ShouldHaveSingleItem().Title.ShouldBe("Emergency exit from AAPL");
    }

    [Fact]
    public async Task Exit_FilledInPartMeanwhile_IsReplacedForTheRestOnly()
    {
        await using var host = await bench.Ready();
        var first = await Exit(host, limit: 105m);
        bench.Broker.Fill(first, 4m, 105m);

        bench.Clock.Advance(TimeSpan.FromMinutes(4));
        bench.Market.Set(TradingBench.Aapl, 103);
        await host.Unfilled.LookOnce(default);
        await Settle(host);

        host.Book.State.Live.Values.Single(order => order.Replaces == first).Terms.Quantity.ShouldBe(new Quantity(6m));
    }

    [Fact]
    public async Task Exit_NoTimeoutSet_WorksOn()
    {
        bench.Options = options => options with { UnfilledTimeout = TimeSpan.FromMinutes(15) };
        await using var host = await bench.Ready();
        var first = await Exit(host, limit: 105m);

        bench.Clock.Advance(TimeSpan.FromDays(3));
        await host.Unfilled.LookOnce(default);

        host.Book.State.Live.ContainsKey(first).ShouldBeTrue();
    }

    [Fact]
    public async Task Replace_WorkingEntry_SendsTheNewOneOnceTheOldOneHasEnded()
    {
        await using var host = await bench.Ready();
        var old = await Entry(host, target: 95m);

        var next = await host.Replacer.Replace(new ReplaceWish(old, new Price(97m), Quantity: null, "closer"), default);

        (await host.Queries.FindOrder(old, default))!.End.ShouldBe(OrderEnd.Canceled);
        next!.ShouldSatisfyAllConditions(
            order => order.Stage.ShouldBe(IntentStage.Confirmed),
            order => order.Terms.LimitPrice.ShouldBe(new Price(97m)),
            order => order.Terms.Quantity.ShouldBe(new Quantity(10m)),
            order => order.Replaces.ShouldBe(old),
            order => order.Origin.ShouldBe("entry"));
        host.Book.State.Ledger.ReservedExposure.ShouldBe(new Money(970m));
    }

    [Fact]
    public async Task Replace_AskedTwice_IsDoneOnce()
    {
        await using var host = await bench.Ready();
        var old = await Entry(host, target: 95m);
        var wish = new ReplaceWish(old, new Price(97m), Quantity: null, "closer");

        var both = await Task.WhenAll(host.Replacer.Replace(wish, default), host.Replacer.Replace(wish, default));
        var again = await host.Replacer.Replace(wish, default);

        both.Where(order => order is not null).Select(order => order!.Id).Distinct().Count().ShouldBe(1);
        again.ShouldBeNull();
        bench.Broker.Submitted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Replace_ThatTheGateRefuses_LeavesNoOrderAndSaysWhy()
    {
        await using var host = await bench.Ready();
        var old = await Entry(host, target: 95m);

        // 11,000 shares at 97 dollars: more than the account has.
        var next = await host.Replacer.Replace(new ReplaceWish(old, new Price(97m), new Quantity(11_000m), "more"), default);

        next!.End.ShouldBe(OrderEnd.Denied);
        next.Reason!.ShouldContain("CAPITAL");
        host.Book.State.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task Replace_FilledBeforeItCouldBeCancelled_SendsNothingMore()
    {
        await using var host = await bench.Ready();
        var old = await Entry(host, target: 95m);
        bench.Broker.Fill(old, 10m, 95m);

        var next = await host.Replacer.Replace(new ReplaceWish(old, new Price(97m), Quantity: null, "closer"), default);
        await Settle(host);

        (next is null || host.Book.State.Find(next.Id) is null or { IsFinal: true }).ShouldBeTrue();
        bench.Broker.Submitted.Count.ShouldBe(1);
        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(10m);
    }

    [Fact]
    public async Task Replace_OfABracketLegOrAnUnknownOrder_IsRefused()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => 100m;
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        await host.Pump.PumpOnce(default);
        var leg = host.Book.State.Live.Values.Single(order => order.Source == OrderSource.Bracket).Id;

        (await host.Replacer.Replace(new ReplaceWish(leg, new Price(97m), Quantity: null, "no"), default)).ShouldBeNull();
        (await host.Replacer.Replace(new ReplaceWish(new ClientOrderId("NONE"), new Price(97m), Quantity: null, "no"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Replace_PartialExit_TheStopForTheRestWaitsForTheNewExitToo()
    {
        await using var host = await bench.Ready();
        bench.Broker.FillPrice = _ => 100m;
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        await host.Pump.PumpOnce(default);
        bench.Broker.FillPrice = _ => null;
        var exit = (await host.Trades.Execute(bench.Request(bench.Signal("part", SignalAction.Sell, quantity: 4m, target: 105m)), default)).OrderId!.Value;
        await Settle(host);

        var next = await host.Replacer.Replace(new ReplaceWish(exit, new Price(104m), Quantity: null, "closer"), default);
        await Settle(host);
        host.Book.State.Live.Values.Where(order => order.Leg == BracketLeg.StopLoss).ShouldHaveSingleItem().Stage.ShouldBe(IntentStage.Stored);

        bench.Broker.Fill(next!.Id, 4m, 104m);
        await Settle(host);
        var stop = host.Book.State.Live.Values.ShouldHaveSingleItem();
        (stop.Leg, stop.Stage, stop.Terms.Quantity).ShouldBe((BracketLeg.StopLoss, IntentStage.Confirmed, new Quantity(6m)));
    }

    [Fact]
    public async Task Replace_HostDiesAtEveryStep_EndsWithOneOrderInThePlace()
    {
        var steps = (await Replaced(CrashPlan.None)).Steps;
        steps.ShouldBeGreaterThan(3);
        for (var step = 1; step <= steps; step++)
        {
            foreach (var after in new[] { false, true })
            {
                var (_, working, submitted) = await Replaced(new CrashPlan(step, after));
                working.ShouldBe([97m], $"step {step}, {(after ? "after" : "before")}");
                submitted.ShouldBe(2, $"step {step}, {(after ? "after" : "before")}");
            }
        }
    }

    /// <summary>Replaces an order on a host that may die meanwhile; its successor finishes it.</summary>
    private static async Task<(int Steps, decimal[] Working, int Submitted)> Replaced(CrashPlan plan)
    {
        var fresh = new TradingBench();
        ClientOrderId old;
        await using (var host = await fresh.Ready())
            old = await EntryOf(fresh, host, 95m);

        var wish = new ReplaceWish(old, new Price(97m), Quantity: null, "closer");
        try
        {
            var mortal = fresh.Host(plan);
            await mortal.Replacer.Replace(wish, default);
        }
        catch (CrashException)
        {
            // Whoever asked has no answer and asks again.
        }

        await using var heir = fresh.Host();
        await heir.Reconciler.Run(default);
        await heir.Replacer.Replace(wish, default);
        await Settle(heir);
        return (plan.Steps, [.. heir.Book.State.Live.Values.Where(order => order.Source == OrderSource.Signal).Select(order => order.Terms.LimitPrice!.Value.Amount)], fresh.Broker.Submitted.Distinct().Count());
    }

    private Task<ClientOrderId> Entry(TradingHost host, decimal target) => EntryOf(bench, host, target);

    private static async Task<ClientOrderId> EntryOf(TradingBench bench, TradingHost host, decimal target)
    {
        bench.Broker.FillPrice = _ => null;
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("entry", target: target, stop: 90m)), default);
        await host.Pump.PumpOnce(default);
        return answer.OrderId!.Value;
    }

    /// <summary>Ten shares held, and an exit with a limit price at work in the place of their stop.</summary>
    private async Task<ClientOrderId> Exit(TradingHost host, decimal limit)
    {
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        await host.Pump.PumpOnce(default);
        bench.Broker.FillPrice = _ => null;
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("exit", SignalAction.Sell, quantity: null, target: limit)), default);
        await Settle(host);
        host.Book.State.Live[answer.OrderId!.Value].Stage.ShouldBe(IntentStage.Confirmed);
        return answer.OrderId.Value;
    }

    private static async Task Settle(TradingHost host)
    {
        for (var i = 0; i < 3; i++)
        {
            await host.Pump.PumpOnce(default);
            await host.Sweeper.SweepOnce(default);
        }
    }
}
