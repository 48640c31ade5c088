using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Alpaca;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>The keys are in no exception, outcome, kept answer or text, not even where a broker repeats them.</summary>
public sealed class AlpacaKeysTests
{
    const string Key = "PKTESTKEY0123456789A";
    const string Secret = "sEcReT0123456789abcdefghijKLMNOPqrstuvwx";

    static readonly OrderTerms Terms = new(
        new ClientOrderId("order-1"), new Symbol("SPY"), Side.Buy, new Quantity(1), OrderType.Limit, TimeInForce.Gtc, OrderPurpose.Entry, new StrategyId("test"), new Price(90m));

    [Theory]
    [InlineData(200, "{{\"id\":\"{0} {1}\"}}")]
    [InlineData(401, "{{\"message\":\"request is not authorized: {0} {1}\"}}")]
    [InlineData(500, "<html>{0} {1}</html>")]
    public async Task Answers_ThatRepeatTheKeys_AreKeptWithoutThem(int status, string format)
    {
        await using var server = await OneAnswerServer.Start(string.Format(format, Key, Secret), status);
        using var sut = AlpacaClients.Open(server.Address, Key, Secret);

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms), default);
        var thrown = await Should.ThrowAsync<BrokerException>(() => sut.Broker.GetAccount(default));
        var market = await Should.ThrowAsync<MarketDataException>(() => sut.Market.ListSymbols(default));

        Clean($"{outcome} {outcome.RawAnswer} {thrown} {thrown.RawAnswer} {market}");
    }

    [Fact]
    public async Task Failures_OfTheNetwork_DoNotNameThem()
    {
        using var sut = AlpacaClients.Open(new Uri("http://127.0.0.1:1"), Key, Secret);

        var outcome = await sut.Broker.Submit(StubBench.Approved(Terms), default);
        var thrown = await Should.ThrowAsync<BrokerException>(() => sut.Broker.GetAccount(default));
        var stream = await Should.ThrowAsync<BrokerException>(() => sut.OrderStream.Listen(_ => Task.CompletedTask, (_, _) => Task.CompletedTask, default));

        Clean($"{outcome} {thrown} {stream}");
    }

    [Fact]
    public void Options_AsText_DoNotHoldThem()
    {
        var broker = new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = Key, Secret = Secret };

        Clean($"{broker} {new TradingOptions { Broker = broker }} {AlpacaOptions.Of(broker, new MarketOptions())}");
    }

    [Theory]
    [InlineData("bad\nkey", Secret)]
    [InlineData(Key, "bad sEcReT0123456789abcdefghijKLMNOPqrstuvwx")]
    [InlineData(Key, "sEcReT0123456789abcdefghijKLMNOPqrstuvwxä")]
    [InlineData("", Secret)]
    [InlineData(Key, null)]
    public void Options_WithAKeyThatIsNone_AreRefusedWithoutIt(string? key, string? secret)
    {
        var thrown = Should.Throw<ArgumentException>(() => AlpacaOptions.Of(new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = key, Secret = secret }, new MarketOptions()));

        thrown.Message.ShouldStartWith("broker.");
        Clean(thrown.ToString());
        thrown.ToString().ShouldNotContain("bad");
    }

    [Fact]
    public void Live_Unconfirmed_IsRefused()
    {
        var broker = new BrokerOptions { Kind = BrokerKind.AlpacaLive, KeyId = Key, Secret = Secret };

        Should.Throw<ArgumentException>(() => AlpacaOptions.Of(broker, new MarketOptions())).Message.ShouldContain("broker.confirmLive");
        AlpacaOptions.Of(broker with { ConfirmLive = "main" }, new MarketOptions()).IsLive.ShouldBeTrue();
        AlpacaOptions.Of(broker with { Kind = BrokerKind.AlpacaPaper }, new MarketOptions()).IsLive.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => AlpacaOptions.Of(new BrokerOptions(), new MarketOptions()));
    }

    static void Clean(string text)
    {
        text.ShouldNotContain(Key);
        text.ShouldNotContain(Secret);
    }
}
