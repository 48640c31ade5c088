using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.Clocks;

public sealed class SessionClockTests
{
    private static readonly DateTime Began = new(2026, 11, 28, 3, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly First = new(2006, 1, 3);

    private static SessionClock CreateSut() => new(Began, First, TimeProvider.System);

    private static DateTime NewYork(DateTime utc) => ExchangeCalendar.ToNewYork(utc);

    [Fact]
    public void ToMarket_AtTheBeginning_IsAMinuteBeforeTheScan() =>
        NewYork(CreateSut().ToMarket(Began)).ShouldBe(new DateTime(2006, 1, 3, 9, 34, 0));

    [Theory]
    [InlineData(0, 6, 35, "2006-01-03 16:09")]
    [InlineData(0, 6, 36, "2006-01-03 16:59")]
    [InlineData(0, 6, 41, "2006-01-03 17:04")]
    [InlineData(0, 6, 42, "2006-01-04 09:25")]
    [InlineData(0, 13, 26, "2006-01-04 16:09")]
    public void ToMarket_AfterTheClose_SkipsToTheEndOfDayAndTheNextOpen(int days, int hours, int minutes, string newYork) =>
        NewYork(CreateSut().ToMarket(Began + new TimeSpan(days, hours, minutes, 0))).ToString("yyyy-MM-dd HH:mm").ShouldBe(newYork);

    [Fact]
    public void ToEngine_OfAMomentThatIsLeftOut_IsWhenMarketTimeHasPassedIt()
    {
        var clock = CreateSut();
        var eleven = ExchangeCalendar.ToUtc(First, new TimeOnly(23, 0));

        var engine = clock.ToEngine(eleven);

        clock.ToMarket(engine).ShouldBeGreaterThan(eleven);
        clock.ToMarket(engine.AddTicks(-1)).ShouldBeLessThan(eleven);
    }

    [Fact]
    public void Translation_ThereAndBack_IsTheSameForAYear()
    {
        var clock = CreateSut();
        var before = DateTime.MinValue;
        for (var wall = Began; wall < Began.AddDays(120); wall += TimeSpan.FromMinutes(37))
        {
            var market = clock.ToMarket(wall);
            market.ShouldBeGreaterThan(before);
            clock.ToEngine(market).ShouldBe(wall);
            before = market;
        }

        before.Year.ShouldBeGreaterThan(2006);
    }

    [Fact]
    public void ToMarket_BeforeTheBeginning_RunsStraightBack() =>
        CreateSut().ToMarket(Began.AddHours(-1)).ShouldBe(CreateSut().ToMarket(Began).AddHours(-1));

    [Fact]
    public void ToMarket_InAnotherProcess_IsTheSame()
    {
        var (one, other) = (CreateSut(), CreateSut());
        other.ToMarket(Began.AddDays(30));
        one.ToMarket(Began.AddHours(9)).ShouldBe(other.ToMarket(Began.AddHours(9)));
    }
}
