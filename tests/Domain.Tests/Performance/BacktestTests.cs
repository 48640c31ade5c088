using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Performance.Backtests;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Domain.Tests.Performance;

/// <summary>Four sessions of one account, every figure worked out by hand.</summary>
public sealed class BacktestTests
{
    private static readonly DateOnly Friday = new(2024, 3, 29);
    private static readonly Symbol Aapl = new("AAPL");

    /// <summary>1,000 dollars; equity at the closes: 1,100, 990, 1,089, 1,197.9.</summary>
    private static readonly DayRecord[] Days =
    [
        Day(Friday, 1_100m, 1_100m, 0.10, invested: 550m, fills: 1, traded: 500m, fees: 1m),
        Day(Friday.AddDays(3), 990m, 1_100m, -0.10, invested: 0m, fills: 1, traded: 440m, fees: 1m),
        Day(Friday.AddDays(4), 1_089m, 1_100m, 0.10, invested: 1_089m, fills: 1, traded: 1_000m, fees: 1m),
        Day(Friday.AddDays(5), 1_197.9m, 1_197.9m, 0.10, invested: 0m, fills: 1, traded: 1_108.9m, fees: 1m),
    ];

    private static readonly BacktestTrade[] Trades =
    [
        new(Trip(-62m, hours: 24), new Excursions(0.15, 0.10)),
        new(Trip(106.9m, hours: 48), new Excursions(0.05, 0.20)),
    ];

    private static readonly BacktestStatistics Statistics = BacktestStatistics.Of(Days, Trades, new Money(1_500m), new Money(1_548.9m));

    [Fact]
    public void Returns_OfFourDays_AreThoseComputedByHand()
    {
        // Mean 0.05, deviations 0.05, -0.15, 0.05, 0.05: sample variance 0.03 / 3 = 0.01.
        Statistics.TotalReturn.ShouldBe(0.1979, 1e-12);
        Statistics.Volatility!.Value.ShouldBe(0.1 * Math.Sqrt(252), 1e-12);
        Statistics.Sharpe!.Value.ShouldBe(0.5 * Math.Sqrt(252), 1e-12);
        Statistics.Sortino!.Value.ShouldBe(0.05 / Math.Sqrt(0.01 / 4) * Math.Sqrt(252), 1e-9);
        Statistics.AnnualReturn!.Value.ShouldBe(Math.Pow(1.1979, 63) - 1, 1e-3);
        Statistics.Calmar!.Value.ShouldBe((Math.Pow(1.1979, 63) - 1) / 0.1, 1e-2);
    }

    [Fact]
    public void Drawdown_OfFourDays_IsFromTheHighestCloseAndLastsTwo()
    {
        Statistics.MaxDrawdown.ShouldBe(0.1, 1e-12);
        Statistics.LongestDrawdown.ShouldBe(2);
    }

    [Fact]
    public void Trades_Two_AreCountedWithTheirExcursions()
    {
        (Statistics.Trades, Statistics.Wins, Statistics.Losses, Statistics.WinRate).ShouldBe((2, 1, 1, 0.5));
        Statistics.ProfitFactor!.Value.ShouldBe(106.9 / 62, 1e-12);
        Statistics.Expectancy.ShouldBe(new Money(22.45m));
        (Statistics.BestTrade, Statistics.WorstTrade).ShouldBe((new Money(106.9m), new Money(-62m)));
        Statistics.MeanAdverseExcursion!.Value.ShouldBe(0.10, 1e-12);
        Statistics.MeanFavourableExcursion!.Value.ShouldBe(0.15, 1e-12);
        Statistics.MeanHoldingHours.ShouldBe(36);
    }

    [Fact]
    public void Exposure_AtFourCloses_IsAveraged()
    {
        // 0.5, 0, 1, 0.
        Statistics.MeanExposure.ShouldBe(0.375, 1e-12);
        Statistics.MaxExposure.ShouldBe(1, 1e-12);
        Statistics.TimeInMarket.ShouldBe(0.5);
    }

    [Fact]
    public void Turnover_OfFourDays_IsTheLesserSideOverMeanEquityOfAYear()
    {
        Statistics.Turnover.ShouldBe(1_500 / ((1_100 + 990 + 1_089 + 1_197.9) / 4) * 63, 1e-9);
        (Statistics.Fills, Statistics.Traded, Statistics.Fees).ShouldBe((4, new Money(3_048.9m), new Money(4m)));
    }

    [Fact]
    public void Months_OverTheirEnd_CompoundApart()
    {
        var months = BacktestCurve.Months(Days);

        months.Select(month => (month.Year, month.Month)).ShouldBe([(2024, 3), (2024, 4)]);
        months[0].Return.ShouldBe(0.10, 1e-12);
        months[1].Return.ShouldBe((0.9 * 1.1 * 1.1) - 1, 1e-12);
    }

    [Fact]
    public void Report_OfOneStrategy_GivesItsPartOfEveryDay()
    {
        var report = BacktestReport.Of("test", [], Days, Trades, new Money(1_500m), new Money(1_548.9m));

        var part = report.Strategies.ShouldHaveSingleItem();
        (part.Strategy, part.Fills, part.Fees).ShouldBe(("momentum", 4, new Money(4m)));
        part.Return.ShouldBe(0.1979, 1e-12);
        report.Curve.Select(point => point.Equity.Amount).ShouldBe([1_100m, 990m, 1_089m, 1_197.9m]);
    }

    [Fact]
    public void Report_WithoutATrade_LeavesRatiosOut()
    {
        var statistics = BacktestStatistics.Of([Day(Friday, 1_000m, 1_000m, 0, invested: 0m, fills: 0, traded: 0m, fees: 0m)], [], Money.Zero, Money.Zero);

        (statistics.Sharpe, statistics.Sortino, statistics.Calmar, statistics.WinRate, statistics.Expectancy, statistics.MeanHoldingHours).ShouldBe((null, null, null, null, null, null));
        (statistics.Turnover, statistics.MeanExposure, statistics.LongestDrawdown).ShouldBe((0d, 0d, 0));
    }

    private static RoundTrip Trip(decimal pnl, int hours)
    {
        var opened = new DateTime(2024, 3, 29, 15, 0, 0, DateTimeKind.Utc);
        return new RoundTrip(Aapl, new StrategyId("momentum"), Worker: null, IsLong: true, opened, opened.AddHours(hours), new Quantity(5m), new Price(100m), new Price(101m), new Money(2m), new Money(pnl));
    }

    private static DayRecord Day(DateOnly date, decimal equity, decimal peak, double change, decimal invested, int fills, decimal traded, decimal fees)
    {
        var group = new DayGroup { Fills = fills, Traded = new Money(traded), Fees = new Money(fees), Return = change };
        var account = new ClosingAccount(
            new Money(equity), new Money(1_000m), new Money(equity - invested), new Money(invested), Money.Zero, 0, invested > 0m ? 1 : 0, new Money(peak), (double)((peak - equity) / peak), null, null);
        var strategies = new SortedDictionary<string, DayGroup>(StringComparer.Ordinal) { ["momentum"] = group };
        return new DayRecord(date, account, Money.Zero, group, strategies, [], BooksCheckpoint.Empty, [], []);
    }
}
