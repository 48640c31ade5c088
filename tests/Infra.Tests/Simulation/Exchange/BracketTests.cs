using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class BracketTests
{
    [Fact]
    public async Task Bracket_UntilTheEntryFills_HoldsBothLegs()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 120, 80, 100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 79m, stopLoss: 70m, takeProfit: 110m));
        await sut.ToBar(2);
        var legs = (await sut.Order(id)).Legs;
        legs.Select(l => (l.ClientOrderId, l.Status, l.Type, l.Side)).ShouldBe(
        [
            (StopLoss(id), OrderStatus.Held, OrderType.Stop, Side.Sell),
            (TakeProfit(id), OrderStatus.Held, OrderType.Limit, Side.Sell),
        ]);
        (await sut.Exchange.ListOpenOrders(CancellationToken.None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Bracket_TakeProfitTouched_FillsItAndCancelsTheStop()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(100, 110, 99, 109);
        var id = await Entered(sut);
        await sut.ToBar(3);
        (await sut.Order(TakeProfit(id))).AverageFillPrice.ShouldBe(110m);
        (await sut.Order(StopLoss(id))).Status.ShouldBe(OrderStatus.Canceled);
        (await sut.Position()).ShouldBe(0m);
    }

    [Theory]
    [InlineData(100, 110, 95, 100)]
    [InlineData(111, 112, 94, 100)] // even an open beyond the profit counts as the stop when the stop is touched later
    public async Task Bracket_BothLegsTouchedInOneBar_CountsAsTheStop(double open, double high, double low, double close)
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(open, high, low, close);
        var id = await Entered(sut);
        await sut.ToBar(3);
        (await sut.Order(StopLoss(id))).AverageFillPrice.ShouldBe(94.995m);
        (await sut.Order(TakeProfit(id))).Status.ShouldBe(OrderStatus.Canceled);
    }

    [Fact]
    public async Task Bracket_StopTouchedInTheBarWhoseOpenWasTheEntry_FillsThere()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 101, 94, 96);
        var id = await Entered(sut);
        (await sut.Order(StopLoss(id))).AverageFillPrice.ShouldBe(94.995m);
        (await sut.Position()).ShouldBe(0m);
    }

    [Theory]
    [InlineData(96, false)] // the low may have come before the entry
    [InlineData(95, true)] // the close did not
    public async Task Bracket_EntryWithinABar_SeesOnlyTheCloseOfIt(double close, bool stopped)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 100, 94, close);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 99m, stopLoss: 95m, takeProfit: 110m));
        await sut.ToBar(2);
        (await sut.Order(StopLoss(id))).Status.ShouldBe(stopped ? OrderStatus.Filled : OrderStatus.New);
    }

    [Fact]
    public async Task Bracket_EntryFilledInPart_ProtectsThatPartAtOnce()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 80).Bar(100, 100, 94, 95).Flat(100);
        var id = await Entered(sut, quantity: 100);
        (await sut.Order(id)).FilledQuantity.Shares.ShouldBe(40m);
        (await sut.Order(StopLoss(id))).Status.ShouldBe(OrderStatus.New);
        await sut.ToBar(3);
        (await sut.Position()).ShouldBe(0m);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.Filled);
    }

    [Fact]
    public async Task Bracket_LegFillsBeforeTheEntryIsComplete_EndsTheEntry()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 80).Bar(96, 96, 94, 95);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 100, OrderType.Limit, limit: 100.01m, stopLoss: 96m, takeProfit: 110m));
        await sut.ToBar(2);
        await sut.Exchange.Cancel(id, CancellationToken.None);
        await sut.ToBar(3);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.Canceled);
        var stop = await sut.Order(StopLoss(id));
        (stop.Status, stop.Quantity.Shares, stop.FilledQuantity.Shares).ShouldBe((OrderStatus.Filled, 40m, 40m));
    }

    [Fact]
    public async Task Bracket_ProfitFilledInPart_LeavesTheStopTheRest()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(109, 110, 109, 109, volume: 60).Bar(96, 96, 94, 95);
        var id = await Entered(sut, quantity: 100);
        await sut.ToBar(4);
        var (profit, stop) = (await sut.Order(TakeProfit(id)), await sut.Order(StopLoss(id)));
        (profit.Status, profit.FilledQuantity.Shares).ShouldBe((OrderStatus.Canceled, 30m));
        (stop.Status, stop.FilledQuantity.Shares).ShouldBe((OrderStatus.Canceled, 70m));
        (await sut.Position()).ShouldBe(0m);
    }

    [Fact]
    public async Task Bracket_StopFilledInPart_CancelsTheProfitAndSellsOn()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(96, 96, 94, 95, volume: 60).Flat(111);
        var id = await Entered(sut, quantity: 100);
        await sut.ToBar(3);
        (await sut.Order(TakeProfit(id))).Status.ShouldBe(OrderStatus.Canceled);
        await sut.ToBar(4);
        (await sut.Order(StopLoss(id))).Status.ShouldBe(OrderStatus.Filled);
        (await sut.Position()).ShouldBe(0m);
    }

    [Fact]
    public async Task Bracket_EntryCancelled_CancelsItsHeldLegs()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 90m, stopLoss: 80m, takeProfit: 110m));
        await sut.Exchange.Cancel(id, CancellationToken.None);
        (await sut.Order(id)).Legs.ShouldAllBe(leg => leg.Status == OrderStatus.Canceled);
    }

    [Fact]
    public async Task Bracket_OfADayEntry_OutlivesTheDay()
    {
        var close = ExchangeHarness.Day.CloseUtc;
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        var id = await Entered(sut);
        await sut.To(close.AddHours(1));
        (await sut.Order(StopLoss(id))).Status.ShouldBe(OrderStatus.New);
    }

    [Fact]
    public async Task Bracket_Short_StopsAbove()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(104, 106, 104, 105);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, stopLoss: 105m, takeProfit: 90m));
        await sut.ToBar(3);
        (await sut.Order(StopLoss(id))).AverageFillPrice.ShouldBe(105.005m);
        (await sut.Position()).ShouldBe(0m);
    }

    [Fact]
    public async Task Bracket_LegEvents_NameTheirParent()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(100, 110, 99, 109);
        var id = await Entered(sut);
        await sut.ToBar(3);
        (await sut.Events(TakeProfit(id))).Select(e => (e.Kind, e.ParentClientOrderId)).ShouldBe([(OrderEventKind.New, id), (OrderEventKind.Fill, id)]);
    }

    [Theory]
    [InlineData(110, 104, 96, 110)]
    [InlineData(96, 104, 95, 94.995)]
    public async Task Oco_ExitAtAProfitWithAStopBeside_OneCancelsTheOther(double open, double high, double low, double expected)
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Bar(open, Math.Max(open, high), Math.Min(open, low), open);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        var exit = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.Limit, limit: 109.5m, stopLoss: 95m, purpose: OrderPurpose.Exit));
        await sut.ToBar(3);
        BrokerOrder[] pair = [await sut.Order(exit), await sut.Order(StopLoss(exit))];
        pair.Count(o => o.Status == OrderStatus.Filled).ShouldBe(1);
        pair.Count(o => o.Status == OrderStatus.Canceled).ShouldBe(1);
        pair.Single(o => o.Status == OrderStatus.Filled).AverageFillPrice!.Value.ShouldBe((decimal)expected, tolerance: 0.006m);
        (await sut.Position()).ShouldBe(0m);
    }

    private static ClientOrderId StopLoss(ClientOrderId id) => OrderFactory.StopLossId(id);

    private static ClientOrderId TakeProfit(ClientOrderId id) => OrderFactory.TakeProfitId(id);

    /// <summary>A long position bought at 100 with the open of the second bar, stop 95, profit 110.</summary>
    private static async Task<ClientOrderId> Entered(ExchangeHarness sut, decimal quantity = 10)
    {
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, quantity, stopLoss: 95m, takeProfit: 110m));
        await sut.ToBar(2);
        return id;
    }
}
