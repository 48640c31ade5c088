using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

/// <summary>Wednesday 6 March 2024, 10:00 in New York: the last session that has closed is that of the 5th.</summary>
public sealed class DailyVolumeTests
{
    private static readonly Symbol Aapl = new("AAPL");
    private static readonly DateTime Now = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void Average_NeedsTwentySessions(int sessions, bool usable)
    {
        var sut = DailyVolume.Of(Minutes(sessions, lag: 0), Now);

        (sut.Sessions, sut.Newest, sut.IsCurrent, sut.Average).ShouldBe((sessions, new DateOnly(2024, 3, 5), true, 300m));
        sut.Usable.ShouldBe(usable ? 300m : null);
    }

    [Fact]
    public void Average_OfMoreSessions_IsThatOfTheNewestTwenty()
    {
        var series = new BarSeries(Aapl);
        foreach (var (session, i) in Sessions(25).Select((session, i) => (session, i)))
            series.Append(new Bar(session.OpenUtc, session.CloseUtc, 1, 1, 1, 1, i < 5 ? 1e9 : 1000));

        DailyVolume.Of(series.WindowAt(Now), Now).ShouldBe(new DailyVolume(1000m, 20, new DateOnly(2024, 3, 5), IsCurrent: true));
    }

    [Fact]
    public void Session_ThatIsStillOpen_IsNotCounted()
    {
        var series = new BarSeries(Aapl);
        foreach (var session in Sessions(20))
            series.Append(new Bar(session.OpenUtc, session.CloseUtc, 1, 1, 1, 1, 1000));
        series.Append(new Bar(Now.AddMinutes(-1), Now, 1, 1, 1, 1, 5));

        DailyVolume.Of(series.WindowAt(Now), Now).Usable.ShouldBe(1000m);
    }

    [Fact]
    public void Session_JustClosed_IsTheOneThatIsAwaited()
    {
        var close = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 6))!.CloseUtc;

        DailyVolume.Of(Minutes(20, lag: 0), close.AddTicks(-1)).IsCurrent.ShouldBeTrue();
        DailyVolume.Of(Minutes(20, lag: 0), close).ShouldBe(new DailyVolume(300m, 20, new DateOnly(2024, 3, 5), IsCurrent: false));
    }

    [Fact]
    public void History_ThatEndsEarlier_IsTooOld()
    {
        var sut = DailyVolume.Of(Minutes(20, lag: 1), Now);

        (sut.Newest, sut.IsCurrent, sut.Usable).ShouldBe((new DateOnly(2024, 3, 4), false, null));
    }

    [Fact]
    public void History_OfNothing_IsNothing() => DailyVolume.Of(BarWindow.Empty, Now).ShouldBe(new DailyVolume(0m, 0, Newest: null, IsCurrent: false));

    [Fact]
    public void FirstUtc_IsTheOpenOfTheThirtiethSession()
    {
        var sut = DailyVolume.FirstUtc(Now);

        sut.ShouldBe(Sessions(30)[0].OpenUtc);
        DailyVolume.LastClosed(Now).Date.ShouldBe(new DateOnly(2024, 3, 5));
    }

    /// <summary>Two minutes of 100 and 200 shares in each session.</summary>
    private static BarWindow Minutes(int sessions, int lag)
    {
        var series = new BarSeries(Aapl);
        foreach (var session in Sessions(sessions + lag).SkipLast(lag))
        {
            series.Append(new Bar(session.OpenUtc, session.OpenUtc.AddMinutes(1), 1, 1, 1, 1, 100));
            series.Append(new Bar(session.CloseUtc.AddMinutes(-1), session.CloseUtc, 1, 1, 1, 1, 200));
        }

        return series.WindowAt(Now);
    }

    /// <summary>The last sessions before the 6th, oldest first.</summary>
    private static Session[] Sessions(int count)
    {
        var sessions = new List<Session> { ExchangeCalendar.PreviousSession(new DateOnly(2024, 3, 6)) };
        while (sessions.Count < count)
            sessions.Insert(0, ExchangeCalendar.PreviousSession(sessions[0].Date));
        return [.. sessions];
    }
}
