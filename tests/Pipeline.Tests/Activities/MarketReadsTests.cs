using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Activities;

public sealed class MarketReadsTests
{
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol Aapl = new("AAPL");
    private static readonly Symbol Msft = new("MSFT");
    private static readonly Symbol Gone = new("GONE");

    private readonly FakeMarket market = new(new ManualClock(Now));

    public MarketReadsTests()
    {
        market.Set(Aapl, 100, age: TimeSpan.FromSeconds(3));
        market.Set(Msft, 200);
    }

    [Fact]
    public async Task MarketData_OfManySymbols_IsOneCall_InTheOrderAsked_AndNamesWhatIsMissing()
    {
        var reply = await new FetchMarketData(market).Run(new MarketDataRequest([Msft, Gone, Aapl]), default);

        reply.Quotes.ShouldBe([new PriceQuote(Msft, 200, Now, null, null), new PriceQuote(Aapl, 100, Now.AddSeconds(-3), null, null)]);
        reply.Missing.ShouldBe([Gone]);
        market.SnapshotCalls.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(FetchMarketData.MaxSymbols + 1)]
    public async Task MarketData_OfTooFewOrTooManySymbols_FailsAndNamesTheField(int count)
    {
        var request = new MarketDataRequest([.. Enumerable.Repeat(Aapl, count)]);

        var failure = await Should.ThrowAsync<ActivityFailureException>(() => new FetchMarketData(market).Run(request, default));

        (failure.Code, failure.Retriable).ShouldBe(("SYMBOLS", false));
        failure.Message.ShouldStartWith("symbols: ");
        market.SnapshotCalls.ShouldBe(0);
    }

    [Fact]
    public async Task MarketData_OfAMarketThatIsDown_MayBeAskedAgain()
    {
        market.IsDown = true;

        var failure = await Should.ThrowAsync<ActivityFailureException>(() => new FetchMarketData(market).Run(new MarketDataRequest([Aapl]), default));

        (failure.Code, failure.Retriable).ShouldBe(("MARKET_DATA", true));
    }

    [Fact]
    public async Task Price_IsTheLastOne_AndASymbolWithoutDataIsNamed()
    {
        (await new FetchPrice(market).Run(new PriceRequest(Aapl), default)).ShouldBe(new PriceQuote(Aapl, 100, Now.AddSeconds(-3), null, null));

        var failure = await Should.ThrowAsync<ActivityFailureException>(() => new FetchPrice(market).Run(new PriceRequest(Gone), default));
        failure.Code.ShouldBe("UNKNOWN_SYMBOL");
        failure.Message.ShouldContain("GONE");
    }

    [Fact]
    public async Task History_GivesTheNewestBarsOfTheTime_OldestFirst()
    {
        market.Set(Minutes(Aapl, 10, 11, 12, 13, 14));

        var reply = await new FetchHistory(market).Run(new HistoryRequest(Aapl, Now.AddMinutes(-4), Now.AddMinutes(-1), Limit: 2), default);

        reply.Symbol.ShouldBe(Aapl);
        reply.Bars.Select(bar => bar.Close).ShouldBe([12, 13]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(FetchHistory.MaxBars + 1)]
    public async Task History_OfTooFewOrTooManyBars_FailsAndNamesTheField(int limit)
    {
        var failure = await Should.ThrowAsync<ActivityFailureException>(() => new FetchHistory(market).Run(new HistoryRequest(Aapl, Now.AddDays(-1), Now, limit), default));

        failure.Code.ShouldBe("LIMIT");
        failure.Message.ShouldStartWith("limit: ");
    }

    /// <summary>One bar a minute, the last one ending now.</summary>
    private static BarSeries Minutes(Symbol symbol, params double[] closes)
    {
        var series = new BarSeries(symbol);
        for (var i = 0; i < closes.Length; i++)
        {
            var end = Now.AddMinutes(i + 1 - closes.Length);
            series.Append(new Bar(end.AddMinutes(-1), end, closes[i], closes[i], closes[i], closes[i], 1));
        }

        return series;
    }
}
