using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Tests.Risk;

public sealed class ProtectionsTests
{
    private static readonly DateTime Now = GateCase.Now;

    private static readonly RiskLimits Limits = new()
    {
        StopGuardStops = 2,
        StopGuardWindow = TimeSpan.FromHours(1),
        StopGuardDuration = TimeSpan.FromMinutes(30),
        MinProfit = 0.01m,
        LowProfitTrades = 2,
        LowProfitWindow = TimeSpan.FromHours(1),
        LowProfitDuration = TimeSpan.FromMinutes(30),
        MaxWindowDrawdown = 0.1m,
        DrawdownWindow = TimeSpan.FromHours(1),
        DrawdownDuration = TimeSpan.FromMinutes(30),
    };

    [Fact]
    public void StopGuard_EnoughStopsInsideTheWindow_BansFromTheLastOneOn()
    {
        ClosedExit[] exits = [Exit(-69, isStop: true), Exit(-10, isStop: true)];

        var reading = Protections.StopGuard(exits, Limits, Now);

        reading.ShouldBe(new ProtectionReading(2m, Now.AddMinutes(20)));
        reading.Bans(Now).ShouldBeTrue();
        reading.Bans(Now.AddMinutes(20)).ShouldBeFalse();
    }

    [Fact]
    public void StopGuard_StopsOneWindowApart_DoNotBan() =>
        Protections.StopGuard([Exit(-70, isStop: true), Exit(-10, isStop: true)], Limits, Now).ShouldBe(new ProtectionReading(1m, null));

    [Fact]
    public void StopGuard_ExitsThatAreNoStops_DoNotCount() =>
        Protections.StopGuard([Exit(-20, isStop: true), Exit(-10)], Limits, Now).ShouldBe(new ProtectionReading(1m, null));

    [Fact]
    public void StopGuard_BanServed_IsOver() =>
        Protections.StopGuard([Exit(-40, isStop: true), Exit(-30, isStop: true)], Limits, Now).UntilUtc.ShouldBeNull();

    [Fact]
    public void StopGuard_GainAfterTheStops_DoesNotLiftTheBan() =>
        Protections.StopGuard([Exit(-20, isStop: true), Exit(-10, isStop: true), Exit(-5, profit: 100m)], Limits, Now).UntilUtc.ShouldBe(Now.AddMinutes(20));

    [Theory]
    [InlineData(9.99, true)]
    [InlineData(10, false)]
    public void LowProfit_AroundTheLimit_BansBelowIt(double profit, bool bans)
    {
        var reading = Protections.LowProfit([Exit(-20, profit: 10m), Exit(-10, profit: (decimal)profit)], Limits, Now);

        reading.UntilUtc.ShouldBe(bans ? Now.AddMinutes(20) : null);
        reading.Value!.Value.ShouldBe((10m + (decimal)profit) / 2_000m);
    }

    [Fact]
    public void LowProfit_TooFewExits_DoesNotBan() => Protections.LowProfit([Exit(-10, profit: -500m)], Limits, Now).ShouldBe(new ProtectionReading(-0.5m, null));

    [Theory]
    [InlineData(-1000, true)]
    [InlineData(-999.99, false)]
    public void WindowDrawdown_FallFromTheHighestSum_BansAtTheLimit(double loss, bool bans)
    {
        ClosedExit[] exits = [Exit(-30, profit: 400m), Exit(-20, profit: (decimal)loss), Exit(-10, profit: 0m)];

        var reading = Protections.WindowDrawdown(exits, Limits, new Money(10_000m), Now);

        reading.UntilUtc.ShouldBe(bans ? Now.AddMinutes(20) : null);
        reading.Value.ShouldBe((decimal)-loss / 10_000m);
    }

    [Fact]
    public void Protections_WithoutExits_MeasureNothingAndBanNothing()
    {
        Protections.StopGuard([], Limits, Now).ShouldBe(new ProtectionReading(0m, null));
        Protections.LowProfit([], Limits, Now).ShouldBe(new ProtectionReading(null, null));
        Protections.WindowDrawdown([], Limits, new Money(1m), Now).ShouldBe(new ProtectionReading(0m, null));
    }

    [Fact]
    public void WindowDrawdown_WithoutEquity_IsUnknownOnceSomethingWasLost()
    {
        Protections.WindowDrawdown([Exit(-10, profit: -1m)], Limits, Money.Zero, Now).ShouldBe(new ProtectionReading(null, null));
        Protections.WindowDrawdown([Exit(-10, profit: 1m)], Limits, Money.Zero, Now).ShouldBe(new ProtectionReading(0m, null));
        Protections.WindowDrawdown([Exit(-10, profit: -1m)], Limits, new Money(-5m), Now).Value.ShouldBeNull();
    }

    [Fact]
    public void WindowDrawdown_IsTheFallFromTheHighestSum_NotTheLastOne()
    {
        ClosedExit[] exits = [Exit(-50, profit: 300m), Exit(-40, profit: -500m), Exit(-5, profit: 450m)];

        Protections.WindowDrawdown(exits, Limits, new Money(10_000m), Now).ShouldBe(new ProtectionReading(0.05m, null));
        Protections.WindowDrawdown(exits, Limits with { MaxWindowDrawdown = 0.05m }, new Money(10_000m), Now).ShouldBe(new ProtectionReading(0.05m, Now.AddMinutes(25)));
    }

    /// <summary>A ban of half an hour is over when the half hour is; a window of an hour no longer holds what is an hour old.</summary>
    [Theory]
    [InlineData(-30, false)]
    [InlineData(-29, true)]
    public void Bans_LastAsLongAsTheyAreSet(int minutes, bool isBanned)
    {
        ClosedExit[] exits = [Exit(minutes - 1, profit: -2_000m, isStop: true), Exit(minutes, profit: -2_000m, isStop: true)];
        DateTime? until = isBanned ? Now.AddMinutes(minutes + 30) : null;

        Protections.StopGuard(exits, Limits, Now).ShouldBe(new ProtectionReading(2m, until));
        Protections.LowProfit(exits, Limits, Now).ShouldBe(new ProtectionReading(-2m, until));
        Protections.WindowDrawdown(exits, Limits, new Money(10_000m), Now).ShouldBe(new ProtectionReading(0.4m, until));
    }

    [Theory]
    [InlineData(-60, 1)]
    [InlineData(-59, 2)]
    public void Windows_EndBeforeWhatIsAsOldAsTheyAreLong(int minutes, int inside)
    {
        ClosedExit[] exits = [Exit(minutes, profit: -500m, isStop: true), Exit(0, profit: -500m)];
        var loose = Limits with { StopGuardStops = 9, MinProfit = -9m, MaxWindowDrawdown = 9m };

        Protections.StopGuard(exits, loose, Now).ShouldBe(new ProtectionReading(inside - 1, null));
        Protections.LowProfit(exits, loose, Now).ShouldBe(new ProtectionReading(-0.5m, null));
        Protections.WindowDrawdown(exits, loose, new Money(10_000m), Now).ShouldBe(new ProtectionReading(0.05m * inside, null));
    }

    [Fact]
    public void Bans_AreTheLatestOnesThatWereEarned()
    {
        // The exit of five minutes ago was a gain: what was earned ten minutes ago still counts from then.
        ClosedExit[] exits = [Exit(-20, profit: -1_500m), Exit(-10, profit: -1_500m), Exit(-5, profit: 9_000m)];

        Protections.LowProfit(exits, Limits, Now).ShouldBe(new ProtectionReading(-1.5m, Now.AddMinutes(20)));
    }

    [Fact]
    public void LowProfit_OfWhatCostNothing_IsUnknown() =>
        Protections.LowProfit([Exit(-20, profit: -5m) with { Cost = Money.Zero }, Exit(-10, profit: -5m) with { Cost = Money.Zero }], Limits, Now).ShouldBe(new ProtectionReading(null, null));

    [Fact]
    public void Exits_FillsOfOneOrder_AreOneExit()
    {
        var first = Exit(-10, profit: 1m);

        var exits = ClosedExit.Add(ClosedExit.Add([Exit(-20)], first), first with { AtUtc = Now, Profit = new Money(2m) });

        exits.Length.ShouldBe(2);
        exits[1].ShouldBe(first with { AtUtc = Now, Profit = new Money(3m), Cost = new Money(2_000m) });
    }

    [Fact]
    public void Exits_MoreThanAreRemembered_DropTheOldest()
    {
        ClosedExit[] exits = [];
        for (var i = 0; i < ClosedExit.MaxPerSymbol + 3; i++)
            exits = ClosedExit.Add(exits, Exit(i));

        exits.Length.ShouldBe(ClosedExit.MaxPerSymbol);
        (exits[0].AtUtc, exits[^1].AtUtc).ShouldBe((Now.AddMinutes(3), Now.AddMinutes(ClosedExit.MaxPerSymbol + 2)));
    }

    private static ClosedExit Exit(int minutes, decimal profit = 0m, bool isStop = false) =>
        new(new ClientOrderId($"E{minutes + 1000}"), Now.AddMinutes(minutes), new Money(profit), new Money(1_000m), isStop);
}
