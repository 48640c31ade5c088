using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Activities;

public sealed class AnalyseMarketTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);

    private readonly FakeMarket market = new(new ManualClock(Now));

    [Fact]
    public async Task Conditions_OfARisingSymbolAmongOthers_AreItsTrendAndTheBreadthOfAll()
    {
        market.Set(Walk("UP", 60, i => 100 * Math.Pow(1.002, i) * (1 + (i % 2 * 0.0005)), volume: 1_000_000));
        market.Set(Walk("DOWN", 60, i => 100 * Math.Pow(0.998, i), volume: 100));
        market.Set(Walk("FLAT", 60, _ => 100, volume: 100));
        market.Set(Walk("YOUNG", 5, i => 100 + i, volume: 100));

        var reply = await new AnalyseMarket(market).Run(new ConditionsRequest(new Symbol("UP")), default);

        reply.Symbol!.Trend.ShouldBe(Trend.Up);
        reply.Symbol.TrendStrength.ShouldBeGreaterThan(0.25);
        reply.Symbol.Liquidity.ShouldBe(Liquidity.Deep);
        reply.Symbol.Spread.ShouldBeNull();
        (reply.Breadth.Symbols, reply.Breadth.Advancing, reply.Breadth.Declining, reply.Breadth.Unchanged).ShouldBe((3, 1, 1, 1));
        reply.Breadth.AboveAverage.ShouldBe(1.0 / 3, 1e-12);
        market.SnapshotCalls.ShouldBe(1);
    }

    [Fact]
    public async Task Conditions_OfASymbolWithFewBars_AreUnknown_ThoughTheMarketsAreNot()
    {
        market.Set(Walk("YOUNG", 50, i => 100 + i, volume: 100));

        var reply = await new AnalyseMarket(market).Run(new ConditionsRequest(new Symbol("YOUNG")), default);

        reply.Symbol.ShouldBeNull();
        (reply.Breadth.Symbols, reply.Breadth.Advancing).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Conditions_OfASymbolThatTheMarketDoesNotHave_FailAndNameIt()
    {
        market.Set(new Symbol("AAPL"), 100);

        var failure = await Should.ThrowAsync<ActivityFailureException>(() => new AnalyseMarket(market).Run(new ConditionsRequest(new Symbol("GONE")), default));

        (failure.Code, failure.Retriable).ShouldBe(("UNKNOWN_SYMBOL", false));
        failure.Message.ShouldContain("GONE");
    }

    private static BarSeries Walk(string symbol, int bars, Func<int, double> price, double volume)
    {
        var series = new BarSeries(new Symbol(symbol));
        for (var i = 0; i < bars; i++)
        {
            var end = Now.AddMinutes(i + 1 - bars);
            series.Append(new Bar(end.AddMinutes(-1), end, price(i), price(i), price(i), price(i), volume));
        }

        return series;
    }
}
