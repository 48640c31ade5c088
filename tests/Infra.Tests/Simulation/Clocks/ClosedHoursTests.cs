using System.Globalization;
using TradingFunctions.Infra.Simulation.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.Clocks;

public sealed class ClosedHoursTests
{
    [Theory]
    [InlineData("2015-01-05T14:28:00Z", null)] // two minutes before the open
    [InlineData("2015-01-05T18:00:00Z", null)] // open
    [InlineData("2015-01-05T21:00:00Z", null)] // just closed
    [InlineData("2015-01-05T22:14:59Z", null)] // end of day is being processed
    [InlineData("2015-01-05T22:15:00Z", "2015-01-06T14:28:00Z")]
    [InlineData("2015-01-09T23:00:00Z", "2015-01-12T14:28:00Z")] // over a weekend
    [InlineData("2015-01-16T23:00:00Z", "2015-01-20T14:28:00Z")] // over Martin Luther King day
    public void JumpFrom_AMoment_GoesToShortlyBeforeTheNextOpen(string now, string? expected) =>
        ClosedHours.JumpFrom(Utc(now)!.Value).ShouldBe(Utc(expected));

    private static DateTime? Utc(string? text) => text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
