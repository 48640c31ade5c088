using System.Globalization;
using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Domain.Tests.Notifications;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00", "07:00", "22:00", true)]
    [InlineData("22:00", "07:00", "03:00", true)]
    [InlineData("22:00", "07:00", "06:59", true)]
    [InlineData("22:00", "07:00", "07:00", false)]
    [InlineData("22:00", "07:00", "21:59", false)]
    [InlineData("09:00", "17:00", "09:00", true)]
    [InlineData("09:00", "17:00", "17:00", false)]
    [InlineData("09:00", "17:00", "08:59", false)]
    [InlineData("09:00", "09:00", "09:00", false)]
    public void Covers_TimesAroundItsEnds(string from, string to, string time, bool expected) =>
        new QuietHours(At(from), At(to)).Covers(At(time)).ShouldBe(expected);

    private static TimeOnly At(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
