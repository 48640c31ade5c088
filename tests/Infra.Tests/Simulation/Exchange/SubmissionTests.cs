using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class SubmissionTests
{
    public static TheoryData<OrderType, double?, double?, double?, double?, double?, TimeInForce, string> Refused => new()
    {
        { OrderType.Limit, null, null, null, null, null, TimeInForce.Day, "a limit order needs a limit price" },
        { OrderType.StopLimit, null, 99, null, null, null, TimeInForce.Day, "a limit order needs a limit price" },
        { OrderType.Stop, null, null, null, null, null, TimeInForce.Day, "a stop order needs a stop price" },
        { OrderType.TrailingStop, null, null, null, null, null, TimeInForce.Day, "a trailing stop needs a trail between 0 and 1" },
        { OrderType.TrailingStop, null, null, 1, null, null, TimeInForce.Day, "a trailing stop needs a trail between 0 and 1" },
        { OrderType.Stop, null, 99, null, null, null, TimeInForce.Ioc, "Ioc is for market and limit orders" },
        { OrderType.Market, null, null, null, 90, 110, TimeInForce.Fok, "a bracket must be day or gtc" },
        { OrderType.Market, null, null, null, 110, 90, TimeInForce.Day, "stop loss, entry and take profit must lie in this order of price, or the other way round for a short position" },
        { OrderType.Limit, 100, null, null, 100, 110, TimeInForce.Day, "stop loss, entry and take profit must lie in this order of price, or the other way round for a short position" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Submit_WrongTerms_AreRejectedWithTheReason(
        OrderType type, double? limit, double? stop, double? trail, double? stopLoss, double? takeProfit, TimeInForce tif, string reason)
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        var terms = sut.Terms(Side.Buy, 10, type, (decimal?)limit, (decimal?)stop, (decimal?)trail, (decimal?)stopLoss, (decimal?)takeProfit, tif);
        var outcome = await sut.Exchange.Place(terms);
        (outcome.Status, outcome.Reason).ShouldBe((SubmitStatus.Rejected, reason));
        (await sut.Order(terms.ClientOrderId)).Status.ShouldBe(OrderStatus.Rejected);
    }

    [Fact]
    public async Task Submit_ZeroShares_IsRejected()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 0))).Reason.ShouldBe("quantity must be more than 0");
    }

    [Fact]
    public async Task Submit_UnknownSymbol_IsRejected()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1, symbol: new Symbol("NOPE")))).Reason.ShouldBe("unknown symbol");
    }

    [Fact]
    public async Task Submit_BeforeTheFirstTrade_IsRejected()
    {
        using var sut = new ExchangeHarness().Flat(100);
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1))).Reason.ShouldBe("the symbol has not traded yet");
    }

    [Fact]
    public async Task Submit_UsedId_IsADuplicateForEver()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 1, id: "mine", stopLoss: 90m));
        await sut.ToBar(2);
        using var reopened = sut.Open();
        foreach (var used in new[] { id, OrderFactory.StopLossId(id) })
        {
            var outcome = await reopened.Place(sut.Terms(Side.Sell, 5, id: used.Value));
            (outcome.Status, outcome.Order).ShouldBe((SubmitStatus.Duplicate, null));
        }
    }

    [Fact]
    public async Task Submit_IdOfARejectedOrder_IsADuplicateToo()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        await sut.Exchange.Place(sut.Terms(Side.Buy, 0, id: "mine"));
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1, id: "mine"))).Status.ShouldBe(SubmitStatus.Duplicate);
    }

    [Fact]
    public async Task Submit_LegIdInUse_IsRejected()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        await sut.Send(sut.Terms(Side.Buy, 1, id: "mine.sl"));
        (await sut.Exchange.Place(sut.Terms(Side.Buy, 1, id: "mine", stopLoss: 90m))).Reason.ShouldBe("the id of a leg has been used");
    }

    [Fact]
    public async Task Submit_SameIdFromManyThreads_IsTakenOnce()
    {
        using var sut = new ExchangeHarness().Flat(100);
        await sut.ToBar(1);
        var terms = sut.Terms(Side.Buy, 1);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => sut.Exchange.Place(terms))));
        outcomes.Count(o => o.Status == SubmitStatus.Confirmed).ShouldBe(1);
        outcomes.Count(o => o.Status == SubmitStatus.Duplicate).ShouldBe(31);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(1.0, 50)]
    [InlineData(0.3, 15)]
    public async Task Submit_WithARejectRate_RejectsTheSameOrdersEveryTime(double rate, int expected)
    {
        var first = await Rejected();
        first.Count.ShouldBeInRange(expected == 15 ? 5 : expected, expected == 15 ? 25 : expected);
        (await Rejected()).ShouldBe(first);

        async Task<List<string>> Rejected()
        {
            using var sut = new ExchangeHarness(ExchangeHarness.Plain with { Seed = 7, RejectRate = rate }).Flat(100);
            await sut.ToBar(1);
            var rejected = new List<string>();
            for (var i = 0; i < 50; i++)
            {
                if ((await sut.Exchange.Place(sut.Terms(Side.Buy, 1, id: $"order-{i}"))).Status == SubmitStatus.Rejected)
                {
                    rejected.Add($"order-{i}");
                }
            }

            return rejected;
        }
    }

    [Fact]
    public async Task Halt_OfEveryBar_FillsNothing()
    {
        using var sut = new ExchangeHarness(ExchangeHarness.Plain with { HaltRate = 1 }).Flat(100).Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 1));
        await sut.ToBar(3);
        (await sut.Order(id)).Status.ShouldBe(OrderStatus.New);
    }

    [Fact]
    public async Task Cancel_OpenOrder_EndsItAtOnce()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 1));
        (await sut.Exchange.Cancel(id, CancellationToken.None)).ShouldBe(CancelStatus.Accepted);
        (await sut.Events(id)).Single().Kind.ShouldBe(OrderEventKind.Canceled);
        await sut.ToBar(2);
        (await sut.Position()).ShouldBe(0m);
    }

    [Fact]
    public async Task Cancel_EndedOrder_IsTooLate()
    {
        using var sut = new ExchangeHarness().Flat(100).Flat(100);
        await sut.ToBar(1);
        var id = await sut.Send(sut.Terms(Side.Buy, 1));
        await sut.ToBar(2);
        (await sut.Exchange.Cancel(id, CancellationToken.None)).ShouldBe(CancelStatus.TooLate);
        (await sut.Exchange.Cancel(new ClientOrderId("unknown"), CancellationToken.None)).ShouldBe(CancelStatus.NotFound);
        (await sut.Exchange.Find(new ClientOrderId("unknown"), CancellationToken.None)).ShouldBeNull();
    }
}
