using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>The broker's word on symbol and account is looked at before an entry, and never holds up an exit.</summary>
public sealed class BrokerStandingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TradingBench bench = new() { Rules = new TradingRules { Limits = new RiskLimits { AllowShort = true } } };

    [Fact]
    public async Task ShortSale_OfWhatTheBrokerLends_Trades()
    {
        await using var host = await bench.Ready();

        (await Sell(host)).Status.ShouldBe(TradeStatus.Executed);
    }

    [Theory]
    [InlineData("notLent", ReasonCode.NotShortable, "AAPL cannot be sold short")]
    [InlineData("unknownSymbol", ReasonCode.NotShortable, "AAPL cannot be sold short")]
    [InlineData("account", ReasonCode.NotShortable, "AAPL cannot be sold short")]
    [InlineData("noAnswer", ReasonCode.MissingInput, "the broker did not say whether AAPL can be sold short")]
    public async Task ShortSale_ThatTheBrokerDoesNotAllow_IsDeniedAndNotSent(string why, ReasonCode code, string detail)
    {
        await using var host = await bench.Ready();
        switch (why)
        {
            case "notLent":
                bench.Broker.Assets = symbol => new BrokerAsset(symbol, Tradable: true, Shortable: false);
                break;
            case "unknownSymbol":
                bench.Broker.Assets = _ => null;
                break;
            case "account":
                bench.Broker.ShortingEnabled = false;
                break;
            default:
                bench.Broker.StandingFails = true;
                break;
        }

        var denial = (await Sell(host)).Denials!.Single(denial => denial.Input == "quantity");

        (denial.Code, denial.Limit, denial.Value, denial.Detail).ShouldBe((code, 0m, 10m, detail));
        bench.Broker.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Purchase_OfWhatTheBrokerDoesNotTrade_IsDenied()
    {
        bench.Broker.Assets = symbol => new BrokerAsset(symbol, Tradable: false, Shortable: true);
        await using var host = await bench.Ready();

        var denial = (await Buy(host, "b1")).Denials!.ShouldHaveSingleItem();

        (denial.Code, denial.Input, denial.Detail).ShouldBe((ReasonCode.NotTradable, "tradable", "the broker takes no orders in AAPL"));
    }

    [Fact]
    public async Task Purchase_FromABrokerThatDoesNotSay_Trades()
    {
        await using var host = await bench.Ready();
        bench.Broker.StandingFails = true;

        (await Buy(host, "b1")).Status.ShouldBe(TradeStatus.Executed);
    }

    [Fact]
    public async Task Exit_FromWhatTheBrokerNoLongerTrades_IsSentWithoutAsking()
    {
        await using var host = await bench.Ready();
        await Buy(host, "b1");
        bench.Broker.Assets = _ => throw new InvalidOperationException("nobody asks about an exit");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await host.Reconciler.Run(default);

        (await Sell(host)).Status.ShouldBe(TradeStatus.Executed);
    }

    [Fact]
    public async Task Symbol_IsAskedForOnceASession()
    {
        await using var host = await bench.Ready();

        foreach (var (hours, calls) in new[] { (0, 1), (0, 1), (1, 1), (24, 2) })
        {
            bench.Clock.Advance(TimeSpan.FromHours(hours));
            (await host.Market.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default)).Shortable.ShouldBe(true);
            bench.Broker.AssetCalls.ShouldBe(calls);
        }
    }

    [Fact]
    public async Task Symbol_OnWhichNothingWasSaid_IsAskedForAgainAfterAPause()
    {
        await using var host = await bench.Ready();
        bench.Broker.StandingFails = true;
        (await Look(host)).Shortable.ShouldBeNull();
        bench.Broker.StandingFails = false;

        bench.Clock.Advance(TimeSpan.FromSeconds(29));
        (await Look(host)).Shortable.ShouldBeNull();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Look(host)).Shortable.ShouldBe(true);
    }

    [Fact]
    public async Task Account_ThatMayNoLongerSellShort_IsFoundOutWithinAMinute()
    {
        await using var host = await bench.Ready();
        (await Look(host)).Shortable.ShouldBe(true);
        bench.Broker.ShortingEnabled = false;

        bench.Clock.Advance(TimeSpan.FromSeconds(59));
        (await Look(host)).Shortable.ShouldBe(true);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Look(host)).Shortable.ShouldBe(false);
    }

    /// <summary>A remote broker has margin rules of its own: less buying power than the books have cash.</summary>
    [Fact]
    public async Task Purchase_BeyondTheBrokersBuyingPower_IsCutToItAndThenDenied()
    {
        var host = await Remote(buyingPower: 1_515m);

        // Fifteen at 101 dollars each: a market order reserves 1 % above the reference.
        var first = await host.Trades.Execute(bench.Request(bench.Signal("b1", quantity: 20m)), default);
        var second = await host.Trades.Execute(bench.Request(bench.Signal("b2", symbol: TradingBench.Msft, quantity: 1m)), default);

        (first.Quantity, first.Requested).ShouldBe((new Quantity(15m), new Quantity(20m)));
        first.CutBy.ShouldBe([ReasonCode.Capital]);
        var denial = second.Denials!.Single(denial => denial.Input == "brokerBuyingPower");
        (denial.Code, denial.Limit, denial.Value).ShouldBe((ReasonCode.Capital, 0m, 202m));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task ShortSale_BeyondTheBrokersBuyingPower_IsCutToIt()
    {
        var host = await Remote(buyingPower: 515m);

        // Alpaca values it 3 % above the ask.
        var answer = await host.Trades.Execute(bench.Request(bench.Signal("s1", SignalAction.Sell, quantity: 20m)), default);

        (answer.Quantity, answer.Requested).ShouldBe((new Quantity(5m), new Quantity(20m)));
        answer.CutBy.ShouldBe([ReasonCode.Capital]);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task BuyingPower_IsToldAnewAfterAMinute()
    {
        var host = await Remote(buyingPower: 0m);
        (await host.Trades.Execute(bench.Request(bench.Signal("b1")), default)).Status.ShouldBe(TradeStatus.Denied);
        bench.Broker.BuyingPower = new Money(50_000m);

        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        (await host.Trades.Execute(bench.Request(bench.Signal("b2")), default)).Status.ShouldNotBe(TradeStatus.Denied);
        await host.DisposeAsync();
    }

    private async Task<TradingHost> Remote(decimal buyingPower)
    {
        bench.Broker.Traits = new BrokerTraits("remote", AbsenceIsConclusive: false, HasEventJournal: false);
        bench.Broker.BuyingPower = new Money(buyingPower);
        return await bench.Ready();
    }

    private Task<MarketView> Look(TradingHost host) => host.Market.Look(TradingBench.Aapl, host.Book.State, bench.Clock.NowUtc, isEntry: true, default);

    private Task<TradeAnswer> Buy(TradingHost host, string id) => host.Trades.Execute(bench.Request(bench.Signal(id), wait: Patience), default);

    private Task<TradeAnswer> Sell(TradingHost host) => host.Trades.Execute(bench.Request(bench.Signal("s1", SignalAction.Sell), wait: Patience), default);
}
