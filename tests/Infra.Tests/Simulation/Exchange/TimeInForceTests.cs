using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class TimeInForceTests
{
    private static readonly DateTime Close = ExchangeHarness.Day.CloseUtc;
    private static readonly DateTime NextOpen = Close.AddHours(17.5);

    [Fact]
    public async Task Day_ExpiresAtTheClose()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 90m));
        await sut.To(Close.AddTicks(-1));
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        sut.Exchange.NextExpiryUtc.ShouldBe(Close);
        await sut.To(Close);
        var order = await sut.Order(id);
        (order.Status, order.UpdatedUtc).ShouldBe((OrderStatus.Expired, Close));
    }

    [Fact]
    public async Task Day_SentAfterTheClose_IsForTheNextSession()
    {
        using var sut = new ExchangeHarness().Flat(100).BarAt(NextOpen, NextOpen.AddMinutes(1), 102, 102, 102, 102);
        await sut.To(Close);
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.To(NextOpen.AddMinutes(1));
        (await sut.Order(id)).AverageFillPrice.ShouldBe(102.005m);
    }

    [Fact]
    public async Task Gtc_OutlivesTheClose()
    {
        using var sut = new ExchangeHarness().Flat(100).BarAt(NextOpen, NextOpen.AddMinutes(1), 89, 89, 89, 89);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 90m, tif: TimeInForce.Gtc));
        await sut.To(NextOpen.AddMinutes(1));
        (await sut.Order(id)).AverageFillPrice.ShouldBe(89.005m);
    }

    [Fact]
    public async Task Ioc_TakesWhatTheOpenHasAndCancelsTheRest()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 80).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 100, tif: TimeInForce.Ioc));
        await sut.ToBar(3);
        var order = await sut.Order(id);
        (order.Status, order.FilledQuantity.Shares).ShouldBe((OrderStatus.Canceled, 40m));
    }

    [Fact]
    public async Task Ioc_LimitTouchedOnlyLater_DoesNotFill()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 100, 90, 95);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 95m, tif: TimeInForce.Ioc));
        await sut.ToBar(2);
        (await sut.Order(id)).FilledQuantity.IsZero.ShouldBeTrue();
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.Canceled);
    }

    [Theory]
    [InlineData(200, OrderStatus.Filled, 100)]
    [InlineData(198, OrderStatus.Canceled, 0)]
    public async Task Fok_FillsWholeOrNotAtAll(double volume, OrderStatus status, decimal filled)
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: volume);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 100, tif: TimeInForce.Fok));
        await sut.ToBar(2);
        var order = await sut.Order(id);
        (order.Status, order.FilledQuantity.Shares).ShouldBe((status, filled));
    }

    [Fact]
    public async Task Opg_SentDuringTheDay_FillsAtTheNextOpen()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).BarAt(NextOpen, NextOpen.AddMinutes(1), 103, 104, 103, 104);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, tif: TimeInForce.Opg));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.To(NextOpen.AddMinutes(1));
        (await sut.Order(id)).AverageFillPrice.ShouldBe(103.005m);
    }

    [Fact]
    public async Task Cls_FillsAtTheCloseOfTheLastBar()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).BarAt(Close.AddMinutes(-1), Close, 103, 105, 103, 104);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, tif: TimeInForce.Cls));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.To(Close);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(103.995m);
    }
}
