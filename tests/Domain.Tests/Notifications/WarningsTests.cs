using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Domain.Tests.Notifications;

public sealed class WarningsTests
{
    private static readonly WarningThresholds Thresholds =
        new(TimeSpan.FromMilliseconds(500), FillRate: 0.9, WinRate: 0.3, StrategyLoss: 0.02, TimeSpan.FromMinutes(5), LeastSignals: 5, LeastOrders: 20);

    [Theory]
    [InlineData(500, 5, false)]
    [InlineData(501, 5, true)]
    [InlineData(501, 4, false)]
    public void Of_Latency_WarnsAboveTheThresholdWithEnoughSignals(int milliseconds, long signals, bool warns) =>
        Keys(Measured() with { Signals = signals, Latency = TimeSpan.FromMilliseconds(milliseconds) }).ShouldBe(warns ? ["latency"] : []);

    [Theory]
    [InlineData(20, 18, false)]
    [InlineData(20, 17, true)]
    [InlineData(19, 0, false)]
    public void Of_FillRate_WarnsBelowTheThresholdWithEnoughOrders(long ended, long filled, bool warns) =>
        Keys(Measured(new MeasuredStrategy("alpha", ended, filled, 0, 0, null))).ShouldBe(warns ? ["fill-rate:alpha"] : []);

    [Theory]
    [InlineData(6, 14, false)]
    [InlineData(5, 15, true)]
    [InlineData(0, 19, false)]
    public void Of_WinRate_WarnsBelowTheThresholdWithEnoughExits(long wins, long losses, bool warns) =>
        Keys(Measured(new MeasuredStrategy("alpha", 0, 0, wins, losses, null))).ShouldBe(warns ? ["win-rate:alpha"] : []);

    [Theory]
    [InlineData(-0.02, false)]
    [InlineData(-0.0201, true)]
    [InlineData(0.5, false)]
    public void Of_StrategyLoss_WarnsAboveTheThreshold(double @return, bool warns) =>
        Keys(Measured(new MeasuredStrategy("alpha", 0, 0, 0, 0, @return))).ShouldBe(warns ? ["strategy-loss:alpha"] : []);

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    [InlineData(null, false)]
    public void Of_DataAge_WarnsAboveTheThreshold(int? seconds, bool warns) =>
        Keys(Measured() with { DataAge = seconds is { } age ? TimeSpan.FromSeconds(age) : null }).ShouldBe(warns ? ["stale-data"] : []);

    [Fact]
    public void Of_ABreachedLimit_IsCritical()
    {
        var found = Warnings.Of(Measured() with { Limits = [new MeasuredLimit("maxDrawdown", 0.21m, 0.2m, 1.05m), new MeasuredLimit("maxPositions", 50, 50, 1m), new MeasuredLimit("maxSymbolShare", 0.104m, 0.1m, 1.04m)] }, Thresholds);

        found.ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Severity.ShouldBe(Severity.Critical), n => n.Key.ShouldBe("limit:maxDrawdown"));
    }

    [Fact]
    public void Of_WhatIsSwitchedOff_NeverWarns()
    {
        var measured = Measured(new MeasuredStrategy("alpha", 100, 0, 0, 100, -1)) with { Signals = 100, Latency = TimeSpan.FromMinutes(1), DataAge = TimeSpan.FromDays(1) };

        Warnings.Of(measured, new WarningThresholds(null, null, null, null, null, 1, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void Board_TellsTheBeginningRemindsAndTellsTheEnd()
    {
        var board = new AlarmBoard(TimeSpan.FromHours(4));
        var now = new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
        Notification[] wrong = [new(Severity.Warning, "latency", "Orders are slow", "text")];

        board.Update(wrong, now).ShouldBe(wrong);
        board.Update(wrong, now.AddMinutes(1)).ShouldBeEmpty();
        board.Update(wrong, now.AddHours(4)).ShouldBe(wrong);
        board.Update([], now.AddHours(5)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.Severity.ShouldBe(Severity.Info), n => n.Title.ShouldBe("Over: Orders are slow"));
        board.Update([], now.AddHours(6)).ShouldBeEmpty();
    }

    private static Measured Measured(params MeasuredStrategy[] strategies) => new(0, null, strategies, null, []);

    private static string[] Keys(Measured measured) => [.. Warnings.Of(measured, Thresholds).Select(notification => notification.Key)];
}
