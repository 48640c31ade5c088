using System.Globalization;
using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Tests.Market;

public sealed class ExchangeCalendarTests
{
    [Theory]
    [InlineData("1990-01-01")]
    [InlineData("1993-12-24")] // Christmas on a Saturday
    [InlineData("1994-04-27")]
    [InlineData("1998-01-19")] // first Martin Luther King day of the exchange
    [InlineData("2000-04-21")]
    [InlineData("2001-09-11")]
    [InlineData("2001-09-14")]
    [InlineData("2004-06-11")]
    [InlineData("2006-01-02")] // New Year on a Sunday
    [InlineData("2007-01-02")]
    [InlineData("2010-04-02")]
    [InlineData("2012-10-29")]
    [InlineData("2012-10-30")]
    [InlineData("2015-07-03")] // Independence Day on a Saturday
    [InlineData("2018-12-05")]
    [InlineData("2021-12-24")]
    [InlineData("2022-06-20")] // Juneteenth on a Sunday
    [InlineData("2024-03-29")]
    [InlineData("2025-01-09")]
    [InlineData("2027-06-18")] // Juneteenth on a Saturday
    [InlineData("2030-11-28")]
    [InlineData("2023-07-08")]
    public void SessionOn_ClosedDay_IsNull(string date) => ExchangeCalendar.SessionOn(Date(date)).ShouldBeNull();

    [Theory]
    [InlineData("1997-01-20")] // Martin Luther King day before the exchange kept it
    [InlineData("2001-09-10")]
    [InlineData("2001-09-17")]
    [InlineData("2004-12-31")] // New Year 2005 was a Saturday
    [InlineData("2010-12-31")]
    [InlineData("2021-06-18")]
    [InlineData("2021-12-31")]
    [InlineData("2012-10-31")]
    [InlineData("2013-07-05")]
    public void SessionOn_OrdinaryDay_IsFull(string date)
    {
        var session = ExchangeCalendar.SessionOn(Date(date)).ShouldNotBeNull();

        session.IsHalfDay.ShouldBeFalse();
        ExchangeCalendar.ToNewYork(session.OpenUtc).TimeOfDay.ShouldBe(new TimeSpan(9, 30, 0));
        ExchangeCalendar.ToNewYork(session.CloseUtc).TimeOfDay.ShouldBe(new TimeSpan(16, 0, 0));
    }

    [Theory]
    [InlineData("1990-12-24", 14)]
    [InlineData("1992-11-27", 14)]
    [InlineData("1993-11-26", 13)]
    [InlineData("1995-07-03", 13)]
    [InlineData("1996-07-05", 13)]
    [InlineData("1997-12-26", 13)]
    [InlineData("1999-12-31", 13)]
    [InlineData("2002-07-05", 13)]
    [InlineData("2003-12-26", 13)]
    [InlineData("2013-07-03", 13)]
    [InlineData("2013-11-29", 13)]
    [InlineData("2019-07-03", 13)]
    [InlineData("2024-07-03", 13)]
    [InlineData("2024-12-24", 13)]
    [InlineData("2025-07-03", 13)]
    public void SessionOn_HalfDay_ClosesEarly(string date, int hour)
    {
        var session = ExchangeCalendar.SessionOn(Date(date)).ShouldNotBeNull();

        session.IsHalfDay.ShouldBeTrue();
        ExchangeCalendar.ToNewYork(session.CloseUtc).TimeOfDay.ShouldBe(TimeSpan.FromHours(hour));
    }

    [Theory]
    [InlineData(1990, 253)]
    [InlineData(1994, 252)]
    [InlineData(2001, 248)]
    [InlineData(2004, 252)]
    [InlineData(2007, 251)]
    [InlineData(2010, 252)]
    [InlineData(2012, 250)]
    [InlineData(2013, 252)]
    [InlineData(2018, 251)]
    [InlineData(2020, 253)]
    [InlineData(2022, 251)]
    [InlineData(2023, 250)]
    [InlineData(2024, 252)]
    [InlineData(2025, 250)]
    public void Sessions_OfAYear_AreAsManyAsTheExchangeHad(int year, int expected)
    {
        var count = 0;
        for (var date = new DateOnly(year, 1, 1); date.Year == year; date = date.AddDays(1))
        {
            count += ExchangeCalendar.SessionOn(date) is null ? 0 : 1;
        }

        count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("1990-04-01T06:59:59", "1990-04-01T01:59:59")]
    [InlineData("1990-04-01T07:00:00", "1990-04-01T03:00:00")]
    [InlineData("2006-10-29T05:59:59", "2006-10-29T01:59:59")]
    [InlineData("2006-10-29T06:00:00", "2006-10-29T01:00:00")]
    [InlineData("2007-03-11T06:59:59", "2007-03-11T01:59:59")]
    [InlineData("2007-03-11T07:00:00", "2007-03-11T03:00:00")]
    [InlineData("2026-11-01T05:59:59", "2026-11-01T01:59:59")]
    [InlineData("2026-11-01T06:00:00", "2026-11-01T01:00:00")]
    [InlineData("1990-01-01T00:00:00", "1989-12-31T19:00:00")]
    [InlineData("2031-01-01T04:59:59", "2030-12-31T23:59:59")]
    public void ToNewYork_AroundDaylightSaving_SwitchesAtTheRightSecond(string utc, string expected) =>
        ExchangeCalendar.ToNewYork(Utc(utc)).ShouldBe(DateTime.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2024-03-10", "02:30", "2024-03-10T07:30:00")] // skipped: standard time
    [InlineData("2024-11-03", "01:30", "2024-11-03T05:30:00")] // twice: the first
    [InlineData("2024-07-01", "09:30", "2024-07-01T13:30:00")]
    [InlineData("2024-01-02", "09:30", "2024-01-02T14:30:00")]
    public void ToUtc_AnyLocalTime_IsUnique(string date, string time, string expected)
    {
        var utc = ExchangeCalendar.ToUtc(Date(date), TimeOnly.Parse(time, CultureInfo.InvariantCulture));

        utc.ShouldBe(Utc(expected));
        utc.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void ToUtc_EveryHour_RoundTripsExceptTheSkippedOne()
    {
        for (var utc = Utc("1990-01-02T00:00:00"); utc.Year <= ExchangeCalendar.LastYear; utc = utc.AddHours(1))
        {
            var local = ExchangeCalendar.ToNewYork(utc);
            var back = ExchangeCalendar.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            (back == utc || back == utc.AddHours(-1)).ShouldBeTrue($"{utc:O}");
            ExchangeCalendar.ToNewYork(back).ShouldBe(local);
        }
    }

    [Fact]
    public void IsOpen_AtTheEdges_IncludesTheOpenAndNotTheClose()
    {
        var session = ExchangeCalendar.SessionOn(new DateOnly(2024, 7, 3))!;

        ExchangeCalendar.IsOpen(session.OpenUtc.AddTicks(-1)).ShouldBeFalse();
        ExchangeCalendar.IsOpen(session.OpenUtc).ShouldBeTrue();
        ExchangeCalendar.IsOpen(session.CloseUtc.AddTicks(-1)).ShouldBeTrue();
        ExchangeCalendar.IsOpen(session.CloseUtc).ShouldBeFalse();
    }

    [Fact]
    public void SessionAtOrAfter_WithinAndAfterASession_IsThatOneOrTheNext()
    {
        var friday = ExchangeCalendar.SessionOn(new DateOnly(2013, 10, 11))!;

        ExchangeCalendar.SessionAtOrAfter(friday.OpenUtc.AddHours(-10)).ShouldBe(friday);
        ExchangeCalendar.SessionAtOrAfter(friday.CloseUtc.AddTicks(-1)).ShouldBe(friday);
        ExchangeCalendar.SessionAtOrAfter(friday.CloseUtc).Date.ShouldBe(new DateOnly(2013, 10, 14));
        ExchangeCalendar.SessionAtOrAfter(Utc("2013-10-13T12:00:00")).Date.ShouldBe(new DateOnly(2013, 10, 14));
    }

    [Fact]
    public void NextAndPreviousSession_OverAHoliday_SkipIt()
    {
        ExchangeCalendar.NextSession(new DateOnly(2001, 9, 10)).Date.ShouldBe(new DateOnly(2001, 9, 17));
        ExchangeCalendar.PreviousSession(new DateOnly(2001, 9, 17)).Date.ShouldBe(new DateOnly(2001, 9, 10));
        ExchangeCalendar.PreviousSession(new DateOnly(2001, 9, 13)).Date.ShouldBe(new DateOnly(2001, 9, 10));
    }

    [Fact]
    public void OpenTimeBetween_OverAWeekend_CountsSessionsOnly()
    {
        var friday = ExchangeCalendar.SessionOn(new DateOnly(2013, 10, 11))!;
        var monday = ExchangeCalendar.NextSession(friday.Date);

        ExchangeCalendar.OpenTimeBetween(friday.CloseUtc.AddMinutes(-10), monday.OpenUtc.AddMinutes(5)).ShouldBe(TimeSpan.FromMinutes(15));
        ExchangeCalendar.OpenTimeBetween(friday.CloseUtc, monday.OpenUtc).ShouldBe(TimeSpan.Zero);
        ExchangeCalendar.OpenTimeBetween(monday.CloseUtc, friday.CloseUtc).ShouldBe(TimeSpan.FromHours(-6.5));
    }

    [Fact]
    public void AnyMember_OutsideItsYearsOrNotUtc_SaysSo()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ExchangeCalendar.SessionOn(new DateOnly(1989, 12, 31))).Message.ShouldContain("1990 to 2030");
        Should.Throw<ArgumentOutOfRangeException>(() => ExchangeCalendar.NextSession(new DateOnly(2030, 12, 31)));
        Should.Throw<ArgumentOutOfRangeException>(() => ExchangeCalendar.PreviousSession(new DateOnly(1990, 1, 2)));
        Should.Throw<ArgumentOutOfRangeException>(() => ExchangeCalendar.SessionAtOrAfter(Utc("2030-12-31T21:00:00")));
        Should.Throw<ArgumentOutOfRangeException>(() => ExchangeCalendar.IsOpen(Utc("2031-01-01T05:00:00")));
        Should.Throw<ArgumentException>(() => ExchangeCalendar.IsOpen(new DateTime(2020, 1, 1))).Message.ShouldContain("UTC");
    }

    [Fact]
    public void SessionAtOrAfter_CalledOften_DoesNotAllocate()
    {
        var at = Utc("2013-10-11T15:00:00");
        ExchangeCalendar.SessionAtOrAfter(at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ExchangeCalendar.SessionAtOrAfter(at.AddHours(i));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
