using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading.States;

/// <summary>How long it takes until a halt has reached every host, as docs/trading-state.md states it.</summary>
public sealed class KillSwitchReachTests
{
    private readonly TradingBench bench = new();

    [Fact]
    public async Task Claim_AfterTheCommit_IsGivenToNobody()
    {
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        // The second host has the account in memory as it was before.
        second.Book.State.Ledger.State.ShouldBe(TradingState.Active);
        await Halt(first);

        var reply = await second.Book.Ask<PlaceReply>(Place(second), default);

        reply.Approved.ShouldBeNull();
        reply.Denials.ShouldContain(denial => denial.Code == ReasonCode.Halted);
    }

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10.1, false)]
    public async Task Order_ClaimedBeforeTheCommit_GoesOutWithinTenSecondsOrNever(double seconds, bool isSent)
    {
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        var claimed = await second.Book.Ask<PlaceReply>(Place(second), default);
        await Halt(first);

        // The second host was slow between its claim and its call.
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        bench.Market.Set(TradingBench.Aapl, 100);
        await second.Sender.Send(claimed.Approved!, claimed.Order!);
        await second.Sweeper.SweepOnce(default);

        bench.Broker.Submitted.Count.ShouldBe(isSent ? 1 : 0);
        if (!isSent)
            (await second.Queries.FindOrder(claimed.Order!.Id, default))!.Reason!.ShouldContain("HALTED");
    }

    [Fact]
    public async Task Order_ThatWentOutAllTheSame_IsCancelledByTheNextLookOfAnyHost()
    {
        bench.Broker.FillPrice = _ => null;
        await using var first = await bench.Ready(owner: "host-1");
        await using var second = await bench.Ready(owner: "host-2");
        var claimed = await second.Book.Ask<PlaceReply>(Place(second), default);
        await Halt(first);
        await second.Sender.Send(claimed.Approved!, claimed.Order!);

        await first.Control.Enforce(default);

        (await second.Book.Open(default)).Live.ShouldBeEmpty();
        (await first.Queries.FindOrder(claimed.Order!.Id, default))!.End.ShouldBe(OrderEnd.Canceled);
    }

    [Fact]
    public async Task Flatten_ByADyingHost_IsFinishedByAnother()
    {
        await using var second = await bench.Ready(owner: "host-2");
        await using (var first = await bench.Ready(owner: "host-1"))
        {
            await first.Trades.Execute(bench.Request(bench.Signal("held")), default);
            await first.Pump.PumpOnce(default);
            // It commits the change and dies before it does anything about it.
            await first.Book.Ask<StateReply>(new ChangeTradingState(TradingState.Halted, "stop", bench.Clock.NowUtc, "ann", Flatten: true), default);
        }

        for (var look = 0; look < 3; look++)
        {
            await second.Control.Enforce(default);
            await second.Pump.PumpOnce(default);
        }

        second.Book.State.ShouldSatisfyAllConditions(state => state.Ledger.State.ShouldBe(TradingState.Halted), state => state.Book(TradingBench.Aapl).Position.IsFlat.ShouldBeTrue());
    }

    private static Task Halt(TradingHost host) => host.Control.Change(new StateWish(TradingState.Halted, "stop", "ann", Version: null, Flatten: false), default);

    private PlaceOrder Place(TradingHost host) => new(
        new TradeWish(new ClientOrderId("O1"), "O1", TradingBench.Aapl, Side.Buy, new StrategyId("test"), new Quantity(10m), SignalUtc: bench.Clock.NowUtc),
        new MarketView(new Price(100m), bench.Clock.NowUtc, TimeSpan.Zero, IsOpen: true, Tradable: true, Shortable: true, Volume: null, new Dictionary<Symbol, Price>()),
        host.Rules.Current,
        host.Options.Owner,
        bench.Clock.NowUtc + host.Options.SendWindow,
        bench.Clock.NowUtc);
}
