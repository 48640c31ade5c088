using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Tests.Activities;

public sealed class AnalysePortfolioTests
{
    private static readonly Symbol Index = new("SPY");

    private readonly TradingBench bench = new();

    [Fact]
    public async Task Risk_OfAHeldPosition_IsThatOfItsPastMovesOverTheWholeEquity()
    {
        // A twentieth of 100,000 dollars in a symbol that moved twice as far as the index: the portfolio moves a tenth as far.
        bench.Market.Set(Bars(Index, 400, 404, 396, 400));
        bench.Market.Set(Bars(TradingBench.Aapl, 100, 102, 98, 100));
        await using var host = await bench.Ready();
        (await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 50m), wait: TimeSpan.FromSeconds(2)), default)).Status.ShouldBe(TradeStatus.Executed);

        var reply = await new AnalysePortfolio(bench.Market, host.Queries).Run(new PortfolioRiskRequest(Index, Bars: 3, Confidence: 0.95), default);

        // Equity with the present position: 100,000, 100,100, 99,900, 100,000.
        reply.Exposure.Gross.ShouldBe(new Money(5_000m));
        reply.Exposure.GrossFraction.ShouldBe(0.05, 1e-12);
        reply.Bars.ShouldBe(4);
        reply.Beta!.Value.ShouldBe(0.1, 0.0005);
        reply.ValueAtRisk!.Value.ShouldBe(1 - 99_900.0 / 100_100, 1e-12);
        reply.Drawdown!.Value.ShouldBe(1 - 99_900.0 / 100_100, 1e-12);
        double[] returns = [0.001, (99_900.0 / 100_100) - 1, (100_000.0 / 99_900) - 1];
        var mean = returns.Average();
        reply.Volatility!.Value.ShouldBe(Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / 2), 1e-12);
    }

    [Fact]
    public async Task Risk_OfAnEmptyPortfolio_IsNone()
    {
        bench.Market.Set(Bars(Index, 400, 404, 396, 400));
        await using var host = await bench.Ready();

        var reply = await new AnalysePortfolio(bench.Market, host.Queries).Run(new PortfolioRiskRequest(Index, Bars: 3, Confidence: 0.95), default);

        (reply.Exposure.Gross, reply.Beta, reply.Volatility, reply.ValueAtRisk, reply.Drawdown).ShouldBe((Money.Zero, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Risk_WithoutHistoryOfTheIndex_IsUnknown_ButNotItsExposure()
    {
        await using var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("s1", quantity: 50m), wait: TimeSpan.FromSeconds(2)), default);

        var reply = await new AnalysePortfolio(bench.Market, host.Queries).Run(new PortfolioRiskRequest(Index, Bars: 3, Confidence: 0.95), default);

        reply.Exposure.Gross.ShouldBe(new Money(5_000m));
        (reply.Beta, reply.Volatility, reply.ValueAtRisk, reply.Drawdown, reply.Bars).ShouldBe((null, null, null, null, 0));
    }

    [Theory]
    [InlineData(1, 0.95, "BARS")]
    [InlineData(601, 0.95, "BARS")]
    [InlineData(100, 0.0, "CONFIDENCE")]
    [InlineData(100, 1.0, "CONFIDENCE")]
    [InlineData(100, double.NaN, "CONFIDENCE")]
    public async Task Request_OutOfRange_FailsAndNamesTheField(int bars, double confidence, string code)
    {
        await using var host = await bench.Ready();

        var failure = await Should.ThrowAsync<ActivityFailureException>(
            () => new AnalysePortfolio(bench.Market, host.Queries).Run(new PortfolioRiskRequest(Index, bars, confidence), default));

        (failure.Code, failure.Retriable).ShouldBe((code, false));
        failure.Message.ShouldStartWith($"{code.ToLowerInvariant()}: ");
    }

    /// <summary>One bar a minute, the last one ending at the start of the bench.</summary>
    private static BarSeries Bars(Symbol symbol, params double[] closes)
    {
        var series = new BarSeries(symbol);
        for (var i = 0; i < closes.Length; i++)
        {
            var end = TradingBench.Start.AddMinutes(i + 1 - closes.Length);
            series.Append(new Bar(end.AddMinutes(-1), end, closes[i], closes[i], closes[i], closes[i], 1));
        }

        return series;
    }
}
