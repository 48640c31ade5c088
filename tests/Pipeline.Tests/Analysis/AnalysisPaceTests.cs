using TradingFunctions.Pipeline.Analysis;

namespace TradingFunctions.Pipeline.Tests.Analysis;

public sealed class AnalysisPaceTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly AnalysisPace pace = new();

    [Fact]
    public void Pace_OfAnAnalysisThatGoesOnHere_CountsNothingOfBefore()
    {
        Left(done: 50, seconds: 0).ShouldBeNull();
        Left(done: 50, seconds: 5).ShouldBeNull();
        Left(done: 60, seconds: 10).ShouldBe(40);
        Left(done: 100, seconds: 50).ShouldBe(0);
    }

    [Fact]
    public void Pace_OfOneThatBeginsAnewOrIsForgotten_BeginsAnew()
    {
        Left(done: 50, seconds: 0);
        Left(done: 0, seconds: 100).ShouldBeNull();
        Left(done: 10, seconds: 110).ShouldBe(90);
        pace.Forget("a");
        Left(done: 20, seconds: 120).ShouldBeNull();
    }

    private double? Left(int done, int seconds) => pace.SecondsLeft("a", new AnalysisProgress("analysing", 100, done, 0), Noon.AddSeconds(seconds));
}
