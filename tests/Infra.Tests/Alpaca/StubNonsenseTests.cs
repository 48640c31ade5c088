using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Infra.Tests.Alpaca;

/// <summary>The plain client on answers that it cannot understand, and on the rate headers.</summary>
public sealed class StubNonsenseTests
{
    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"spy!","side":"buy","qty":"1","type":"market","time_in_force":"day","status":"new"}""")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"SPY","side":"buy","qty":"-5","type":"market","time_in_force":"day","status":"new"}""")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"SPY","side":"buy","qty":"much","type":"market","time_in_force":"day","status":"new"}""")]
    public async Task Answer_ThatCannotBeUnderstood_IsKeptAndUnresolved(string body)
    {
        await using var bench = await StubBench.Start();
        await using var server = await OneAnswerServer.Start(body);
        using var http = new AlpacaHttp(server.Address, "key", "secret", TimeSpan.FromSeconds(5));
        var sut = new HttpAlpacaBroker(http);

        var outcome = await sut.Submit(TestKit.Trading.Approvals.Of(bench.Terms(Side.Buy, 1, limit: 90m), DateTime.UtcNow), default);
        var found = await Should.ThrowAsync<BrokerException>(() => sut.Find(new ClientOrderId("x"), default));

        (outcome.Status, outcome.RawAnswer).ShouldBe((SubmitStatus.Unresolved, body));
        found.RawAnswer.ShouldBe(body);
    }

    [Fact]
    public async Task ErrorPage_OfSomethingInBetween_IsAFailureAndNoNonsense()
    {
        await using var bench = await StubBench.Start();
        await using var server = await OneAnswerServer.Start("<html>bad gateway</html>", status: 502);
        using var http = new AlpacaHttp(server.Address, "key", "secret", TimeSpan.FromSeconds(5));
        var sut = new HttpAlpacaBroker(http);

        var outcome = await sut.Submit(TestKit.Trading.Approvals.Of(bench.Terms(Side.Buy, 1, limit: 90m), DateTime.UtcNow), default);

        (outcome.Status, outcome.RawAnswer).ShouldBe((SubmitStatus.Unresolved, null));
    }

    [Fact]
    [Trait("Suffered", "12")]
    public async Task Rate_OfEveryAnswer_IsReadFromItsHeaders()
    {
        await using var sut = await StubBench.Start();
        sut.Broker.Rate.ShouldBeNull();
        BrokerRate first, second;
        do
        {
            await sut.Broker.GetAccount(default);
            first = sut.Broker.Rate!;
            await sut.Broker.GetAccount(default);
            second = sut.Broker.Rate!;
        }
        while (second.ResetUtc != first.ResetUtc);

        (second.Limit, second.Remaining).ShouldBe((200, first.Remaining - 1));
        second.ResetUtc.ShouldBeGreaterThan(DateTime.UtcNow.AddSeconds(-5));
    }

    [Fact]
    [Trait("Suffered", "13")]
    public async Task RecentOrders_TellOfEndedOnesToo()
    {
        await using var sut = await StubBench.Start();
        var before = DateTime.UtcNow.AddSeconds(-1);
        var terms = sut.Terms(Side.Buy, 1, limit: 90m);
        await sut.Submit(terms);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.New);
        await sut.Broker.Cancel(terms.ClientOrderId, default);
        await sut.Until(terms.ClientOrderId, order => order.Status == OrderStatus.Canceled);

        (await sut.Broker.ListOpenOrders(default)).ShouldBeEmpty();
        (await sut.Broker.ListRecentOrders(before, default)).ShouldHaveSingleItem().Status.ShouldBe(OrderStatus.Canceled);
        (await sut.Broker.ListRecentOrders(DateTime.UtcNow.AddMinutes(1), default)).ShouldBeEmpty();
    }
}
