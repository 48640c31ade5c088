using System.Globalization;
using TradingFunctions.Hosting.Scheduling;

namespace TradingFunctions.Hosting.Tests.Scheduling;

public sealed class NewYorkScheduleTests
{
    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static string Text(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "none";

    private static string[] Following(string expression, string afterUtc, int count)
    {
        var schedule = NewYorkSchedule.Parse(expression);
        var times = new List<string>();
        for (var at = schedule.Next(Utc(afterUtc)); at is { } time && times.Count < count; at = schedule.Next(time))
        {
            time.Kind.ShouldBe(DateTimeKind.Utc);
            times.Add(Text(time));
        }

        return [.. times];
    }

    [Fact]
    public void Weekdays_SkipTheWeekend() =>
        Following("0 35 9 * * 1-5", "2024-01-11 20:00", 3).ShouldBe(["2024-01-12 14:35:00", "2024-01-15 14:35:00", "2024-01-16 14:35:00"]);

    [Fact]
    public void LocalTime_StaysTheSameAcrossDaylightSaving() =>
        Following("0 35 9 * * *", "2024-03-08 20:00", 3).ShouldBe(["2024-03-09 14:35:00", "2024-03-10 13:35:00", "2024-03-11 13:35:00"]);

    [Fact]
    public void Next_IsStrictlyAfter() =>
        Following("0 35 9 * * *", "2024-01-11 14:35:00", 1).ShouldBe(["2024-01-12 14:35:00"]);

    // 2024-03-10: 02:00 to 03:00 does not exist.
    [Fact]
    public void FixedTime_ThatIsSkippedInSpring_FiresOnceAnHourLaterOnTheWall() =>
        Following("0 30 2 * * *", "2024-03-09 00:00", 3).ShouldBe(["2024-03-09 07:30:00", "2024-03-10 07:30:00", "2024-03-11 06:30:00"]);

    // 2024-11-03: 01:00 to 02:00 comes twice, at 05:00 and 06:00 UTC.
    [Fact]
    public void FixedTime_ThatComesTwiceInAutumn_FiresTheFirstTimeOnly() =>
        Following("0 30 1 * * *", "2024-11-02 12:00", 3).ShouldBe(["2024-11-03 05:30:00", "2024-11-04 06:30:00", "2024-11-05 06:30:00"]);

    [Fact]
    public void FixedTime_AskedWithinTheRepeatedHour_IsTheNextDay() =>
        Following("0 30 1 * * *", "2024-11-03 06:10", 1).ShouldBe(["2024-11-04 06:30:00"]);

    [Fact]
    public void EveryHalfHour_GoesOnThroughTheRepeatedHour() =>
        Following("0 */30 * * * *", "2024-11-03 04:45", 5).ShouldBe(
            ["2024-11-03 05:00:00", "2024-11-03 05:30:00", "2024-11-03 06:00:00", "2024-11-03 06:30:00", "2024-11-03 07:00:00"]);

    [Fact]
    public void EveryHalfHour_GoesOnThroughTheSkippedHour() =>
        Following("0 */30 * * * *", "2024-03-10 06:15", 4).ShouldBe(["2024-03-10 06:30:00", "2024-03-10 07:00:00", "2024-03-10 07:30:00", "2024-03-10 08:00:00"]);

    [Fact]
    public void Seconds_AreTheFirstField() =>
        Following("*/20 59 15 * * *", "2024-06-03 19:59:10", 3).ShouldBe(["2024-06-03 19:59:20", "2024-06-03 19:59:40", "2024-06-04 19:59:00"]);

    [Theory]
    [InlineData("")]
    [InlineData("35 9 * * 1-5")]
    [InlineData("0 0 35 9 * * 1-5")]
    [InlineData("0 61 9 * * *")]
    [InlineData("a b c d e f")]
    public void Parse_WhatIsNone_SaysSo(string expression) => Should.Throw<FormatException>(() => NewYorkSchedule.Parse(expression)).Message.ShouldContain($"'{expression}'");

    [Fact]
    public void Next_OfADateThatNeverComes_IsNull() => NewYorkSchedule.Parse("0 0 0 30 2 *").Next(Utc("2024-01-01")).ShouldBeNull();

    [Fact]
    public void Last_GivesTheNewestInTheSpan()
    {
        var schedule = NewYorkSchedule.Parse("0 35 9 * * 1-5");
        Text(schedule.Last(Utc("2024-01-01"), Utc("2024-01-15 14:34:59"))).ShouldBe("2024-01-12 14:35:00");
        Text(schedule.Last(Utc("2024-01-01"), Utc("2024-01-15 14:35:00"))).ShouldBe("2024-01-15 14:35:00");
        Text(schedule.Last(Utc("2024-01-15 14:35:00"), Utc("2024-01-15 20:00"))).ShouldBe("none");
        Text(NewYorkSchedule.Parse("* * * * * *").Last(Utc("2004-01-01"), Utc("2024-01-15 14:35:00"))).ShouldBe("2024-01-15 14:35:00");
        Text(NewYorkSchedule.Parse("0 0 12 29 2 *").Last(Utc("2001-01-01"), Utc("2024-01-15"))).ShouldBe("2020-02-29 17:00:00");
    }
}
