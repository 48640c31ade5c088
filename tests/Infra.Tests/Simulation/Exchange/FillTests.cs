using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class FillTests
{
    [Fact]
    public async Task Market_OrderDecidedOnABar_FillsAtTheNextOpen()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(101, 102, 100, 101.5);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(1);
        (await sut.Order(id)).FilledQuantity.ShouldBe(Quantity.Zero);
        await sut.ToBar(2);
        var order = await sut.Order(id);
        order.Status.ShouldBe(OrderStatus.Filled);
        order.AverageFillPrice.ShouldBe(101.005m);
        order.UpdatedUtc.ShouldBe(sut.Now);
    }

    [Fact]
    public async Task Market_OrderSentInsideABar_WaitsForTheNextOne()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(101).Flat(102);
        await sut.To(ExchangeHarness.Day.OpenUtc.AddSeconds(90));
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.ToBar(3);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(102.005m);
    }

    [Fact]
    public async Task Market_WithLatency_MissesTheBarThatBeginsBeforeItArrives()
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { Latency = TimeSpan.FromMilliseconds(40) }).Flat(100).Flat(101).Flat(102);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(3);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(102.005m);
    }

    [Theory]
    [InlineData(Side.Buy, 101.03)]
    [InlineData(Side.Sell, 100.97)]
    public async Task Market_WithARecordedQuote_PaysHalfItsSpread(Side side, double expected)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(101, 101, 101, 101, bid: 100.90, ask: 100.96);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(side, 10));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe((decimal)expected);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 110)]
    [InlineData(101, 100)]
    public async Task Market_WithoutABelievableQuote_PaysHalfTheModelsSpread(double bid, double ask)
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { SpreadFraction = 0.001m }).Flat(100).Bar(100, 100, 100, 100, bid: bid, ask: ask);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(100.05m);
    }

    [Fact]
    public async Task Limit_OpenWithinIt_FillsAtTheBetterOpen()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(98, 99, 97, 98);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 99m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(98.005m);
    }

    [Theory]
    [InlineData(99.00, true)]
    [InlineData(99.01, false)]
    public async Task Limit_Buy_FillsAtItsPriceOnceTraded(double low, bool fills)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 101, low, 100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Limit, limit: 99m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(fills ? 99m : null);
    }

    [Theory]
    [InlineData(101.00, true)]
    [InlineData(100.99, false)]
    public async Task Limit_Sell_FillsAtItsPriceOnceTraded(double high, bool fills)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, high, 99, 100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.Limit, limit: 101m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(fills ? 101m : null);
    }

    [Theory]
    [InlineData(95, 96, 94, 95, 94.995)]
    [InlineData(100, 101, 98, 100, 97.995)]
    [InlineData(100, 101, 98.01, 100, null)]
    public async Task Stop_Sell_FillsAtTheOpenAfterAGapElseAtItsPrice(double open, double high, double low, double close, double? expected)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(open, high, low, close);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.Stop, stop: 98m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe((decimal?)expected);
    }

    [Theory]
    [InlineData(105, 106, 104, 105, 105.005)]
    [InlineData(100, 102, 99, 100, 102.005)]
    public async Task Stop_Buy_FillsAtTheOpenAfterAGapElseAtItsPrice(double open, double high, double low, double close, double expected)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(open, high, low, close);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10, OrderType.Stop, stop: 102m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe((decimal)expected);
    }

    [Fact]
    public async Task Stop_TouchedWithoutVolumeLeft_StaysTriggered()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 100, 97, 99, volume: 1).Flat(103);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.Stop, stop: 98m));
        await sut.ToBar(3);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(102.995m);
    }

    [Theory]
    [InlineData(100, 101, 97, 99, 97.995)] // touched: taken at the stop, which is within the limit
    [InlineData(97.60, 98, 97, 97.5, 97.595)] // gapped between stop and limit: taken at the open
    [InlineData(96, 97.5, 95, 96, 97.5)] // gapped beyond the limit: rests there, and the bar comes back to it
    [InlineData(96, 97.4, 95, 96, null)] // it does not
    public async Task StopLimit_Sell_NeverFillsUnderItsLimit(double open, double high, double low, double close, double? expected)
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(open, high, low, close);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.StopLimit, limit: 97.5m, stop: 98m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe((decimal?)expected);
    }

    [Fact]
    public async Task StopLimit_LimitAboveTheStop_FillsInTheTouchedBarOnlyIfTheCloseIsThere()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 101, 97, 97.5).Bar(97, 99.2, 97, 98);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.StopLimit, limit: 99m, stop: 98m));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.ToBar(3);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(99m);
    }

    [Fact]
    public async Task TrailingStop_FollowsTheHighAndFillsAtItsDistance()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 110, 100, 109).Bar(109, 109, 98, 99);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.TrailingStop, trail: 0.1m));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.ToBar(3);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(98.995m);
    }

    [Fact]
    public async Task TrailingStop_CloseBeyondTheNewLevel_FillsInTheSameBar()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 120, 100, 105);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 10, OrderType.TrailingStop, trail: 0.1m));
        await sut.ToBar(2);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(107.995m);
    }

    [Fact]
    public async Task Volume_IsSharedByTheOrdersOfABar()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 300).Flat(100, volume: 300);
        await sut.ToBar(1);
        var second = await sut.Send(sut.Terms(Side.Buy, 100, id: "b"));
        var first = await sut.Send(sut.Terms(Side.Buy, 100, id: "a"));
        await sut.ToBar(2);
        (await sut.Order(first)).FilledQuantity.Shares.ShouldBe(100m);
        (await sut.Order(second)).FilledQuantity.Shares.ShouldBe(50m);
        (await sut.Order(second)).Status.ShouldBe(OrderStatus.PartiallyFilled);
        await sut.ToBar(3);
        (await sut.Order(second)).Status.ShouldBe(OrderStatus.Filled);
        (await sut.Events(second)).Select(e => e.CumulativeQuantity.Shares).ShouldBe([50m, 100m]);
    }

    [Fact]
    public async Task Volume_GoesToTheOpenBeforeTheRestOfTheBar()
    {
        using var sut = new ExchangeHarness().Flat(100).Bar(100, 100, 98, 99, volume: 200);
        await sut.ToBar(1);
        var limit = await sut.Send(sut.Terms(Side.Buy, 100, OrderType.Limit, limit: 99m, id: "a"));
        var market = await sut.Send(sut.Terms(Side.Buy, 60, id: "b"));
        await sut.ToBar(2);
        (await sut.Order(market)).FilledQuantity.Shares.ShouldBe(60m);
        (await sut.Order(limit)).FilledQuantity.Shares.ShouldBe(40m);
    }

    [Fact]
    public async Task Bar_WithoutVolume_FillsNothing()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100, volume: 0).Flat(101);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
        await sut.ToBar(3);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.Filled);
    }

    [Fact]
    public async Task Bar_OutsideTheSession_FillsNothing()
    {
        var open = ExchangeHarness.Day.OpenUtc;
        using var sut = new ExchangeHarness()
            .BarAt(open.AddMinutes(-2), open.AddMinutes(-1), 100, 100, 100, 100)
            .BarAt(open.AddMinutes(-1), open, 100, 100, 100, 100)
            .BarAt(open, open.AddMinutes(1), 101, 101, 101, 101);
        await sut.ToBar(0);
        await sut.Exchange.Advance(open.AddMinutes(-1));
        var id = await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(1);
        (await sut.Order(id)).AverageFillPrice.ShouldBe(101.005m);
    }
}
