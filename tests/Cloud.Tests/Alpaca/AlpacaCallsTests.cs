using Alpaca.Markets;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Alpaca;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>The calls beside orders over the stub, and what other people's calls look like to the adapter.</summary>
public sealed class AlpacaCallsTests : IAsyncLifetime
{
    StubServer stub = null!;
    AlpacaConnection sut = null!;

    public async Task InitializeAsync()
    {
        stub = await StubServer.Start(new StubOptions { Tick = TimeSpan.FromMilliseconds(1) }, default);
        sut = AlpacaClients.Open(stub.Address);
    }

    public async Task DisposeAsync()
    {
        sut.Dispose();
        await stub.DisposeAsync();
    }

    [Fact]
    public async Task Clock_OfTheBroker_IsNow()
    {
        var clock = await sut.Calendar.GetClock(default);

        clock.NowUtc.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        clock.IsOpen.ShouldBe(ExchangeCalendar.IsOpen(clock.NowUtc));
        clock.NextCloseUtc.ShouldBeGreaterThan(clock.NowUtc);
        clock.NextCloseUtc.Kind.ShouldBe(DateTimeKind.Utc);
    }

    /// <summary>A host that goes while the broker answers: trading must not be halted for that.</summary>
    [Fact]
    public async Task Read_ClientIsClosedInTheMiddleOfTheAnswer_IsAClosedConnection_AndNotNonsense()
    {
        var thrown = await Should.ThrowAsync<BrokerException>(() => Calls.Read<int, int>(
            "orders",
            () =>
            {
                Answer.Current!.Take(System.Net.HttpStatusCode.OK, "[]");
                throw new ObjectDisposedException("client");
            },
            number => number,
            CancellationToken.None));

        thrown.RawAnswer.ShouldBeNull();
        thrown.Message.ShouldBe("orders: the connection was closed");
    }

    /// <summary>Over a change to daylight saving time, a holiday and a half day.</summary>
    [Theory]
    [InlineData("2026-03-02", "2026-03-13")]
    [InlineData("2026-11-20", "2026-12-31")]
    public async Task Calendar_OfTheBroker_IsOurs(string from, string to)
    {
        var sessions = await sut.Calendar.ListSessions(DateOnly.Parse(from), DateOnly.Parse(to), default);

        var ours = new List<BrokerSession>();
        for (var date = DateOnly.Parse(from); date <= DateOnly.Parse(to); date = date.AddDays(1))
        {
            if (ExchangeCalendar.SessionOn(date) is { } session)
            {
                ours.Add(new BrokerSession(date, session.OpenUtc, session.CloseUtc));
            }
        }

        sessions.ShouldBe(ours);
    }

    [Fact]
    public async Task Screener_OfTheStub_ListsItsSymbols()
    {
        (await sut.Screener.MostActive(3, default)).Count.ShouldBe(3);
        var movers = await sut.Screener.Movers(2, default);

        (movers.Gainers.Count, movers.Losers.Count).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Symbols_OfTheStub_AreListedOnce() => (await sut.Market.ListSymbols(default)).Select(symbol => symbol.Value).ShouldContain("SPY");

    [Fact]
    public async Task Replace_ByAPersonElsewhere_IsAnEndedOrderAndANewOne()
    {
        var bench = await StubBench.Start(AlpacaClients.Connect);
        await using var _ = bench;
        var client = (AlpacaConnection)bench.Connection;
        var terms = bench.Terms(Side.Buy, 1, limit: 90m);
        await bench.Submit(terms);
        var working = await bench.Until(terms.ClientOrderId, order => order.Status == Domain.Orders.OrderStatus.New);

        var next = await client.Trading.PatchOrderAsync(new ChangeOrderRequest(Guid.Parse(working.BrokerOrderId)) { LimitPrice = 91m, ClientOrderId = "by-hand" });

        (await bench.Until(terms.ClientOrderId, order => order.Status.IsFinal())).Status.ShouldBe(Domain.Orders.OrderStatus.Replaced);
        var open = (await bench.Broker.ListOpenOrders(default)).ShouldHaveSingleItem();
        (open.BrokerOrderId, open.ClientOrderId.Value, open.LimitPrice).ShouldBe((next.OrderId.ToString(), "by-hand", new Price(91m)));
        await Should.ThrowAsync<RestClientErrorException>(() => client.Trading.PatchOrderAsync(new ChangeOrderRequest(Guid.Parse(working.BrokerOrderId)) { LimitPrice = 92m }));
    }

    [Fact]
    public async Task ClosingAndCancellingEverything_ByAPersonElsewhere_IsSeen()
    {
        var bench = await StubBench.Start(AlpacaClients.Connect);
        await using var _ = bench;
        var client = (AlpacaConnection)bench.Connection;
        var entry = bench.Terms(Side.Buy, 10);
        await bench.Submit(entry);
        await bench.Trade(100m);
        await bench.Until(entry.ClientOrderId, order => order.Status == Domain.Orders.OrderStatus.Filled);
        await bench.Submit(bench.Terms(Side.Buy, 1, limit: 50m));

        (await client.Trading.CancelAllOrdersAsync()).ShouldHaveSingleItem();
        (await client.Trading.GetPositionAsync("SPY")).Quantity.ShouldBe(10m);
        (await client.Trading.GetOrderAsync((await client.Trading.GetOrderAsync(entry.ClientOrderId.Value)).OrderId)).FilledQuantity.ShouldBe(10m);
        var close = await client.Trading.DeletePositionAsync(new DeletePositionRequest("SPY") { PositionQuantity = PositionQuantity.InShares(4m) });
        await bench.Trade(100m);
        await bench.Until(new ClientOrderId(Told.Split(close.ClientOrderId).Id), order => order.Status.IsFinal());
        (await bench.Broker.ListPositions(default)).ShouldHaveSingleItem().SignedQuantity.ShouldBe(6m);
        (await client.Trading.DeleteAllPositionsAsync(new DeleteAllPositionsRequest { CancelOrders = true })).ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        await bench.Trade(100m);

        (await bench.Broker.ListPositions(default)).ShouldBeEmpty();
        (await bench.Broker.ListOpenOrders(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OpenOrders_MoreThanAPage_AreAllListed()
    {
        var bench = await StubBench.Start(AlpacaClients.Connect);
        await using var _ = bench;
        var ids = new List<ClientOrderId>();
        for (var i = 0; i < 620; i++)
        {
            var terms = bench.Terms(Side.Buy, 1, limit: 1m);
            ids.Add(terms.ClientOrderId);
            (await bench.Submit(terms)).Status.ShouldBe(SubmitStatus.Confirmed);
        }

        (await bench.Broker.ListOpenOrders(default)).Select(order => order.ClientOrderId).Order().ShouldBe(ids.Order());
    }
}
