using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Tests.Trading;

namespace TradingFunctions.Pipeline.Tests.Day;

public sealed class LiquidatePositionsTests
{
    private static readonly DateOnly Session = new(2024, 3, 6);

    private readonly DayBench day = new();

    private TradingBench Bench => day.Bench;

    [Fact]
    public async Task Run_BesideALimitExitThatMayNeverFill_CancelsItAndClosesThePosition()
    {
        await using var host = await Bench.Ready();
        await host.Trades.Execute(Bench.Request(Bench.Signal("held", stop: 80m)), default);
        await host.Pump.PumpOnce(default);
        await host.Trades.Execute(Bench.Request(Bench.Signal("far", SignalAction.Sell, target: 104m)), default);
        await host.Pump.PumpOnce(default);
        await host.Pump.PumpOnce(default);
        host.Book.State.Live.Values.ShouldContain(order => order.Terms.LimitPrice == new Domain.Price(104m) && order.Stage == IntentStage.Confirmed);
        var liquidate = new LiquidatePositions(host.Book, host.Trades, new OpenTrades(day.Days, day.Log), day.Settings, Bench.Clock);

        await liquidate.Run(new LiquidationStep(Session, 1), default);
        await host.Pump.PumpOnce(default);
        var left = await liquidate.Run(new LiquidationStep(Session, 2), default);

        left.Count.ShouldBe(0);
        Bench.Broker.Journal.Where(told => told is { Side: Side.Sell, ExecutionId: not null }).Sum(told => told.Quantity.Shares).ShouldBe(10m);
        (await Bench.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }
}
