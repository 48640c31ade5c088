using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Tests.Day;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Orchestrations;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Rebalancing;

public sealed class RebalanceTests
{
    private readonly DayBench bench = new();
    private readonly StartedInstances engine = new();

    private RebalanceStore Store => new(bench.Bench.Store, bench.Settings);

    private AuditTrail Audit => new(bench.Bench.Store, bench.Settings.Account, bench.Bench.Clock);

    [Fact]
    public async Task Propose_TowardsWeights_SellsFirstInWholeSharesAndTradesNothing()
    {
        await using var host = await Holding();
        var orders = bench.Bench.Broker.Submitted.Count;

        var proposal = await Propose(host, new() { [TradingBench.Aapl] = 0.02m, [TradingBench.Msft] = 0.05m });

        // Equity 99,999: 100,000 less one fee. 0.02 of it buys 19.99 shares of 100, 0.05 buys 24.99 of 200.
        proposal.Plan.Equity.ShouldBe(new Money(99_999m));
        proposal.Plan.Items.Select(item => (item.Symbol, item.Side, item.Quantity.Shares, item.Held, item.Target)).ShouldBe(
        [
            (TradingBench.Aapl, Side.Sell, 31m, 50m, 19m),
            (TradingBench.Msft, Side.Buy, 24m, 0m, 24m),
        ]);
        bench.Bench.Broker.Submitted.Count.ShouldBe(orders);
        engine.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Propose_WithAndWithoutOthers_LeavesOrClosesThem()
    {
        await using var host = await Holding();

        var left = await Propose(host, new() { [TradingBench.Msft] = 0.05m });
        var closed = await Propose(host, [], closeOthers: true);

        left.Plan.Skipped.ShouldHaveSingleItem().Reason.ShouldBe("has no target");
        var item = closed.Plan.Items.ShouldHaveSingleItem();
        (item.Closes, item.Quantity.Shares).ShouldBe((true, 50m));
        closed.Id.ShouldNotBe(left.Id);
    }

    [Fact]
    public async Task Propose_SmallTrade_IsLeftOut()
    {
        await using var host = await Holding();

        (await Propose(host, new() { [TradingBench.Aapl] = 0.051m })).Plan.Skipped.ShouldHaveSingleItem().Reason.ShouldBe("is at its target");
        (await Propose(host, new() { [TradingBench.Aapl] = 0.052m }, least: 101m)).Plan.Skipped.ShouldHaveSingleItem().Reason.ShouldStartWith("the trade of 100");
        (await Propose(host, new() { [TradingBench.Aapl] = 0.052m }, least: 100m)).Plan.Items.ShouldHaveSingleItem().Quantity.ShouldBe(new Quantity(1m));
    }

    [Fact]
    public async Task Propose_WithoutAPrice_NamesTheSymbol()
    {
        await using var host = await Holding();

        var outcome = await Service(host).Propose(new RebalanceWish(new SortedDictionary<Symbol, decimal> { [new Symbol("NONE")] = 0.1m }, CloseOthers: false, Money.Zero, "eve"), default);

        outcome.Unpriced.ShouldBe([new Symbol("NONE")]);
    }

    [Fact]
    public async Task Approve_Once_IsAuditedAndStarted()
    {
        await using var host = await Holding();
        var proposal = await Propose(host, new() { [TradingBench.Aapl] = 0.02m, [TradingBench.Msft] = 0.05m });

        var first = await Service(host).Decide(proposal.Id, approve: true, "ann", "quarterly", default);
        var second = await Service(host).Decide(proposal.Id, approve: false, "bob", "no", default);

        (first.Status, first.Proposal!.Decision!.By).ShouldBe((DecideStatus.Done, "ann"));
        (second.Status, second.Proposal!.Status).ShouldBe((DecideStatus.Decided, RebalanceStatus.Approved));
        engine.Started.ShouldHaveSingleItem().Input.ShouldBe(new RebalanceRequest(proposal.Id, 2, 1));
        var row = (await Audit.List(after: null, 10, default)).Records.ShouldHaveSingleItem();
        (row.Kind, row.By, row.Reason).ShouldBe((AuditKind.RebalanceDecided, "ann", "quarterly"));
    }

    [Fact]
    public async Task Approve_AfterItsLife_IsRefusedAndARejectionIsNot()
    {
        await using var host = await Holding();
        var proposal = await Propose(host, new() { [TradingBench.Aapl] = 0.02m });

        bench.Bench.Clock.Advance(bench.Settings.Day.ProposalLife);
        (await Service(host).Decide(proposal.Id, approve: true, "ann", "late", default)).Status.ShouldBe(DecideStatus.Expired);
        (await Service(host).Decide(proposal.Id, approve: false, "ann", "late", default)).Proposal!.Status.ShouldBe(RebalanceStatus.Rejected);
        (await Service(host).Decide("20240306T150000999", approve: true, "ann", "none", default)).Status.ShouldBe(DecideStatus.NotFound);
        (await Service(host).Decide("nonsense", approve: true, "ann", "none", default)).Status.ShouldBe(DecideStatus.NotFound);
        engine.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trade_OfAnApprovedProposal_GoesThroughTheGateOnce()
    {
        await using var host = await Holding();
        var proposal = await Propose(host, new() { [TradingBench.Aapl] = 0.02m, [TradingBench.Msft] = 0.05m });
        var trade = new RebalanceTrade(Store, host.Trades, bench.Bench.Clock);
        await Should.ThrowAsync<ActivityFailureException>(() => trade.Run(new RebalanceStep(proposal.Id, 0), default));
        await Service(host).Decide(proposal.Id, approve: true, "ann", "quarterly", default);
        bench.Bench.Broker.FillPrice = symbol => symbol == TradingBench.Aapl ? 100m : 200m;

        for (var index = 0; index < 2; index++)
        {
            (await trade.Run(new RebalanceStep(proposal.Id, index), default)).ShouldBeTrue();
            bench.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
            (await trade.Run(new RebalanceStep(proposal.Id, index), default)).ShouldBeTrue();
            await host.Pump.PumpOnce(default);
        }

        host.Book.State.Book(TradingBench.Aapl).Position.SignedQuantity.ShouldBe(19m);
        host.Book.State.Book(TradingBench.Msft).Position.SignedQuantity.ShouldBe(24m);
        var done = (await Service(host).Find(proposal.Id, default))!;
        done.Outcomes.Select(outcome => (outcome.Index, outcome.Symbol)).ShouldBe([(0, TradingBench.Aapl), (1, TradingBench.Msft)]);
        (await new RebalanceStatusCheck(Store, host.Book).Run(proposal.Id, default)).Working.ShouldBe(0);
        (await Service(host).List(10, default)).ShouldHaveSingleItem().Id.ShouldBe(proposal.Id);
    }

    private async Task<TradingHost> Holding()
    {
        var host = await bench.Bench.Ready();
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        bench.Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        return host;
    }

    private async Task<RebalanceProposal> Propose(TradingHost host, Dictionary<Symbol, decimal> targets, bool closeOthers = false, decimal least = 0m) =>
        (await Service(host).Propose(new RebalanceWish(targets, closeOthers, new Money(least), "eve"), default)).Proposal!;

    private RebalanceService Service(TradingHost host) => new(host.Book, bench.Bench.Market, Store, engine, host.Rules, Audit, bench.Settings, bench.Bench.Clock);
}
