using Shouldly;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;
using Xunit;

namespace TradingFunctions.TestKit.Alpaca;

/// <summary>A client of Alpaca on answers that it cannot understand.</summary>
public abstract class StubNonsenseContract
{
    private static readonly OrderTerms Terms = new(
        new ClientOrderId("x"), new Symbol("SPY"), Side.Buy, new Quantity(1), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("test"), new Price(90m));

    protected abstract StubClient Connect(Uri address, string key, string secret);

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"spy!","side":"buy","qty":"1","type":"market","time_in_force":"day","status":"new"}""")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"SPY","side":"buy","qty":"-5","type":"market","time_in_force":"day","status":"new"}""")]
    [InlineData("""{"id":"1","client_order_id":"x","symbol":"SPY","side":"buy","qty":"much","type":"market","time_in_force":"day","status":"new"}""")]
    public async Task Answer_ThatCannotBeUnderstood_IsKeptAndUnresolved(string body)
    {
        await using var server = await OneAnswerServer.Start(body);
        var sut = Connect(server.Address, "key", "secret");
        using var _ = sut.Connection;

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms), default);
        var found = await Should.ThrowAsync<BrokerException>(() => sut.Broker.Find(new ClientOrderId("x"), default));

        (outcome.Status, outcome.RawAnswer).ShouldBe((SubmitStatus.Unresolved, body));
        found.RawAnswer.ShouldBe(body);
    }

    [Fact]
    public async Task ErrorPage_OfSomethingInBetween_IsAFailureAndNoNonsense()
    {
        await using var server = await OneAnswerServer.Start("<html>bad gateway</html>", status: 502);
        var sut = Connect(server.Address, "key", "secret");
        using var _ = sut.Connection;

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms), default);

        (outcome.Status, outcome.RawAnswer).ShouldBe((SubmitStatus.Unresolved, null));
    }
}
