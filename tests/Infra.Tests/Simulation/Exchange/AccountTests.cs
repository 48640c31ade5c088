using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class AccountTests
{
    private static readonly ExchangeOptions Small = ExchangeHarness.Plain with { StartingCash = new Money(10_000m) };

    [Fact]
    public async Task Account_AfterARoundTrip_HasTheProfitInCash()
    {
        using var sut = new ExchangeHarness(Small).Flat(100).Flat(100).Flat(110).Flat(110);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(3);
        var open = await sut.Exchange.GetAccount(CancellationToken.None);
        (open.Cash.Amount, open.Equity.Amount, open.BuyingPower.Amount).ShouldBe((8_999.95m, 10_099.95m, 20_199.90m - 1_100m));
        await sut.Send(sut.Terms(Side.Sell, 10, purpose: OrderPurpose.Exit));
        await sut.ToBar(4);
        (await sut.Exchange.GetAccount(CancellationToken.None)).Cash.Amount.ShouldBe(10_099.90m);
        (await sut.Exchange.ListPositions(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Position_Bought_Twice_HasTheAverageCost()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Flat(103);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        await sut.Send(sut.Terms(Side.Buy, 20));
        await sut.ToBar(3);
        (await sut.Exchange.ListPositions(CancellationToken.None)).ShouldBe([new BrokerPosition(ExchangeHarness.Spy, 30m, 102.005m)]);
    }

    [Fact]
    public async Task Position_SoldThroughZero_IsShortAtTheNewPrice()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100).Flat(105);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 10));
        await sut.ToBar(2);
        await sut.Send(sut.Terms(Side.Sell, 25));
        await sut.ToBar(3);
        (await sut.Exchange.ListPositions(CancellationToken.None)).ShouldBe([new BrokerPosition(ExchangeHarness.Spy, -15m, 104.995m)]);
        ExchangeAudit.Run(sut.Journal).RealizedPnl.Amount.ShouldBe(49.90m);
    }

    [Theory]
    [InlineData(200, SubmitStatus.Confirmed)]
    [InlineData(201, SubmitStatus.Rejected)]
    public async Task Submit_BeyondBuyingPower_IsRejected(decimal quantity, SubmitStatus expected)
    {
        using var sut = new ExchangeHarness(Small).Flat(100);
        await sut.ToBar(1);
        var outcome = await sut.Exchange.Place(sut.Terms(Side.Buy, quantity, OrderType.Limit, limit: 100m));
        outcome.Status.ShouldBe(expected);
        outcome.Reason.ShouldBe(expected == SubmitStatus.Rejected ? "insufficient buying power" : null);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task Submit_TwoInOneInstantThatDoNotFitTogether_TheOneWithTheLowerIdStays(string first, string second)
    {
        using var sut = new ExchangeHarness(Small).Flat(100).Flat(100);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 150, id: first));
        await sut.Send(sut.Terms(Side.Buy, 150, id: second));
        await sut.ToBar(2);
        (await sut.Order(new ClientOrderId("a"))).Status.ShouldBe(OrderStatus.Filled);
        var refused = await sut.Order(new ClientOrderId("b"));
        (refused.Status, refused.RejectReason).ShouldBe((OrderStatus.Rejected, "insufficient buying power"));
    }

    [Fact]
    public async Task Submit_ExitWithoutBuyingPowerLeft_IsTaken()
    {
        using var sut = new ExchangeHarness(Small).Flat(100).Flat(100).Flat(40).Flat(40);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 199));
        await sut.ToBar(3);
        (await sut.Exchange.GetAccount(CancellationToken.None)).BuyingPower.Amount.ShouldBe(0m);
        await sut.Send(sut.Terms(Side.Sell, 199, purpose: OrderPurpose.Exit));
        await sut.ToBar(4);
        (await sut.Position()).ShouldBe(0m);
    }

    [Fact]
    public async Task Submit_SellWithoutAPosition_NeedsShorting()
    {
        using var sut = new ExchangeHarness(Small with { ShortingEnabled = false }).Flat(100);
        await sut.ToBar(1);
        (await sut.Exchange.Place(sut.Terms(Side.Sell, 1))).Reason.ShouldBe("shorting is not enabled");
    }

    [Fact]
    public async Task Commission_WithAMinimum_IsPaidOncePerOrder()
    {
        var options = ExchangeHarness.Plain with { Commission = new CommissionSchedule(PerShare: 0.005m, Minimum: 1m) };
        using var sut = new ExchangeHarness(options).Flat(100).Flat(100, volume: 200).Flat(100, volume: 1_000);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 300));
        await sut.ToBar(3);
        (await sut.Events(id)).Select(e => e.Fee.Amount).ShouldBe([1m, 0.50m]);
        ExchangeAudit.Run(sut.Journal).Fees.Amount.ShouldBe(1.50m);
    }

    [Fact]
    public async Task Commission_AsAFraction_IsOfTheNotional()
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { Commission = new CommissionSchedule(Fraction: 0.001m) }).Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Sell, 100));
        await sut.ToBar(2);
        (await sut.Events(id)).Single().Fee.Amount.ShouldBe(10m);
    }
}
