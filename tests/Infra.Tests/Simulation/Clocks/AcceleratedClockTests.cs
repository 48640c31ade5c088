using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.Clocks;

public sealed class AcceleratedClockTests
{
    private static readonly DateTime Start = new(2015, 1, 5, 14, 28, 0, DateTimeKind.Utc);

    private readonly ManualClock wall = new(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private AcceleratedClock CreateSut(double speed = 60) => new(Start, speed, wall);

    [Fact]
    public void NowUtc_AfterASecondOfTheWall_IsSpeedSecondsLater()
    {
        using var clock = CreateSut();

        wall.Advance(TimeSpan.FromSeconds(1));

        clock.NowUtc.ShouldBe(Start.AddMinutes(1));
    }

    [Fact]
    public void CreateTimer_DueByItsOwnTime_FiresThenAndNotBefore()
    {
        using var clock = CreateSut();
        var fired = new List<DateTime>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.NowUtc), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);

        wall.Advance(TimeSpan.FromSeconds(4.9));
        fired.ShouldBeEmpty();
        wall.Advance(TimeSpan.FromSeconds(0.2));

        fired.ShouldBe([Start.AddMinutes(5)]);
    }

    [Fact]
    public void CreateTimer_WithAPeriod_FiresEveryPeriod()
    {
        using var clock = CreateSut();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        wall.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(5);
    }

    [Fact]
    public void Change_ToInfinite_DisarmsTheTimer()
    {
        using var clock = CreateSut();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        wall.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(0);
    }

    [Fact]
    public void JumpTo_Forward_FiresWhatIsDueInOrder()
    {
        using var clock = CreateSut();
        var fired = new List<int>();
        using var second = clock.CreateTimer(_ => fired.Add(2), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var first = clock.CreateTimer(_ => fired.Add(1), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        using var later = clock.CreateTimer(_ => fired.Add(3), null, TimeSpan.FromHours(9), Timeout.InfiniteTimeSpan);

        clock.JumpTo(Start.AddHours(3));

        fired.ShouldBe([1, 2]);
        clock.NowUtc.ShouldBe(Start.AddHours(3));
    }

    [Fact]
    public void JumpTo_Backward_ChangesNothing()
    {
        using var clock = CreateSut();
        wall.Advance(TimeSpan.FromSeconds(1));

        clock.JumpTo(Start);

        clock.NowUtc.ShouldBe(Start.AddMinutes(1));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(100_001)]
    public void Constructor_SpeedOutOfRange_Throws(double speed) => Should.Throw<ArgumentOutOfRangeException>(() => CreateSut(speed));
}
