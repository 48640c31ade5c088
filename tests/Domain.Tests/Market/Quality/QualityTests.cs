using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Market.Quality;

namespace TradingFunctions.Domain.Tests.Market.Quality;

public sealed class QualityTests
{
    private static readonly Session Session = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 6))!;

    private static Bar Bar(int minute, double close = 100) =>
        new(Session.OpenUtc.AddMinutes(minute - 1), Session.OpenUtc.AddMinutes(minute), close, close + 1, close - 1, close, 500);

    [Fact]
    public void Merge_NewLateCorrectedAndWrongBars_CountsEach()
    {
        var merged = BarMerge.Merge([Bar(1), Bar(3)], [Bar(2), Bar(3, close: 101), Bar(4), Bar(1), Bar(5) with { High = 0 }, Bar(6) with { Close = double.NaN }]);

        merged.Bars.ShouldBe([Bar(1), Bar(2), Bar(3, close: 101), Bar(4)]);
        (merged.Added, merged.Late, merged.Corrected, merged.Rejected).ShouldBe((2, 1, 1, 2));
        var again = BarMerge.Merge(merged.Bars, merged.Bars);
        (again.Added, again.Late, again.Corrected, again.Rejected).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void Gaps_AtTheBeginningInTheMiddleAndAtTheEnd_AreFound()
    {
        var gaps = SessionGaps.Find(Session, [Bar(3).EndUtc, Bar(4).EndUtc, Bar(7).EndUtc], Session.OpenUtc, Session.OpenUtc.AddMinutes(10));

        gaps.Select(g => ((g.FirstEndUtc - Session.OpenUtc).TotalMinutes, g.Minutes)).ShouldBe([(1, 2), (5, 2), (8, 3)]);
    }

    [Fact]
    public void Gaps_OutsideTheSessionOrTheTime_DoNotCount()
    {
        SessionGaps.Find(Session, [], Session.OpenUtc, Session.CloseUtc.AddHours(1)).ShouldHaveSingleItem().Minutes.ShouldBe(390);
        SessionGaps.Find(Session, [Session.OpenUtc.AddHours(-1)], Session.OpenUtc, Session.OpenUtc.AddMinutes(2)).ShouldHaveSingleItem().Minutes.ShouldBe(2);
        SessionGaps.Find(Session, [Bar(9).EndUtc], Session.OpenUtc.AddMinutes(5), Session.OpenUtc.AddMinutes(9)).Select(g => g.Minutes).ShouldBe([3]);
        SessionGaps.Find(Session, [], Session.OpenUtc.AddMinutes(5), Session.OpenUtc.AddMinutes(5)).ShouldBeEmpty();
    }

    [Fact]
    public void Percentile_OfAges_IsTheBoundOfItsClassAndNoMoreThanTheOldest()
    {
        var ages = AgeHistogram.Empty.With(Enumerable.Repeat(90, 99)).With([4200]);

        (ages.Percentile(0.5), ages.Percentile(0.99), ages.Percentile(1), ages.Count).ShouldBe((0.1, 0.1, 4.2, 100));
        AgeHistogram.Empty.Percentile(0.99).ShouldBeNull();
        AgeHistogram.Empty.With([1_000_000]).Percentile(0.99).ShouldBe(1000);
    }
}
