using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Tests.Trading;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Day;

public sealed class DayCloserTests
{
    private static readonly DateOnly First = DayBench.FirstSession;

    [Fact]
    public async Task Days_OfAScriptedWeek_AreThoseComputedByHand()
    {
        var bench = new DayBench();
        await using var host = await bench.Bench.Ready();
        bench.Closes.Set(TradingBench.Aapl, 104);
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        await bench.Trade(host, "s2", SignalAction.Sell, 20m, 102m);

        var (first, closed) = await bench.Closer.CloseUpTo(DayBench.EndOf(First), default);

        closed.ShouldBe(1);
        first.Date.ShouldBe(First);
        (first.Total.Realized, first.Total.Unrealized, first.Total.Fees, first.Total.Pnl).ShouldBe((new Money(40m), new Money(120m), new Money(2m), new Money(158m)));
        (first.Total.Fills, first.Total.Trades.Trades, first.Total.Return).ShouldBe((2, 0, 0.00158));
        (first.Account.Equity, first.Account.Cash, first.Account.Positions).ShouldBe((new Money(100_158m), new Money(97_038m), 1));
        first.Workers.Keys.ShouldBe(["host-1"]);

        bench.NextDay();
        await bench.Trade(host, "s3", SignalAction.Sell, 30m, 95m);
        var (second, _) = await bench.Closer.CloseUpTo(DayBench.EndOf(First.AddDays(1)), default);

        (second.Total.Realized, second.Total.UnrealizedChange, second.Total.Pnl).ShouldBe((new Money(-150m), new Money(-120m), new Money(-271m)));
        second.Account.Equity.ShouldBe(new Money(99_887m));
        var trades = second.Strategies["test"].Trades;
        (trades.Trades, trades.Losses, trades.Worst!.Pnl).ShouldBe((1, 1, new Money(-113m)));
        second.Account.Drawdown.ShouldBe(271d / 100_158d, 1e-12);
        second.OpenTrades.ShouldBeEmpty();
    }

    [Fact]
    public async Task Close_Twice_StoresOnceAndGivesTheSame()
    {
        var bench = new DayBench();
        await using var host = await bench.Bench.Ready();
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        var (first, _) = await bench.Closer.CloseUpTo(DayBench.EndOf(First), default);
        var writes = bench.Bench.Store.Transactions;

        var (again, closed) = await bench.Closer.CloseUpTo(DayBench.EndOf(First), default);

        closed.ShouldBe(0);
        bench.Bench.Store.Transactions.ShouldBe(writes);
        again.Account.ShouldBe(first.Account);
        (await bench.Days.Find(First, default))!.Account.ShouldBe(first.Account);
    }

    [Fact]
    public async Task Close_AfterADowntime_ClosesEveryMissedSessionWithItsOwnFills()
    {
        var bench = new DayBench();
        await using var host = await bench.Bench.Ready();
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        bench.NextDay();
        await bench.Trade(host, "s2", SignalAction.Sell, 50m, 101m);

        // Wednesday and Thursday were missed, and Friday; Monday's slot comes.
        var (last, closed) = await bench.Closer.CloseUpTo(DayBench.EndOf(new DateOnly(2024, 3, 11)), default);

        (last.Date, closed).ShouldBe((new DateOnly(2024, 3, 11), 4));
        var days = await bench.Days.List(First, last.Date, default);
        days.Select(day => day.Total.Fills).ShouldBe([1, 1, 0, 0]);
        days[1].Total.Realized.ShouldBe(new Money(50m));
    }

    [Theory]
    [InlineData(2024, 3, 8)] // the Friday before the clocks go forward
    [InlineData(2024, 3, 11)] // the Monday after
    [InlineData(2024, 11, 1)]
    [InlineData(2024, 11, 4)]
    public async Task Close_AcrossDaylightSaving_EndsAtFiveInNewYork(int year, int month, int day)
    {
        var bench = new DayBench();
        var date = new DateOnly(year, month, day);
        var end = DayBench.EndOf(date);
        bench.Bench.Clock.Advance(end - bench.Bench.Clock.NowUtc);
        await using var host = await bench.Bench.Ready();
        await bench.Trade(host, "on-time", SignalAction.Buy, 10m, 100m);
        bench.Bench.Clock.Advance(TimeSpan.FromTicks(1));
        await bench.Trade(host, "late", SignalAction.Buy, 11m, 100m);

        var (closed, _) = await bench.Closer.CloseUpTo(end, default);

        ExchangeCalendar.ToNewYork(end).TimeOfDay.ShouldBe(TimeSpan.FromHours(17));
        (closed.Date, closed.Total.Fills).ShouldBe((date, 1));
        var (next, _) = await bench.Closer.CloseUpTo(DayBench.EndOf(ExchangeCalendar.NextSession(date).Date), default);
        next.Total.Fills.ShouldBe(1);
    }

    [Fact]
    public async Task Close_OnAHolidayOrAMorning_ClosesTheSessionBefore()
    {
        var bench = new DayBench();
        var goodFriday = new DateOnly(2024, 3, 29);

        (await bench.Closer.CloseUpTo(DayBench.EndOf(goodFriday), default)).Day.Date.ShouldBe(new DateOnly(2024, 3, 28));
        (await bench.Closer.CloseUpTo(ExchangeCalendar.ToUtc(new DateOnly(2024, 4, 2), new TimeOnly(16, 59)), default)).Day.Date.ShouldBe(new DateOnly(2024, 4, 1));
    }

    [Fact]
    public async Task Close_WithoutMarketData_FailsAndStoresNothing()
    {
        var bench = new DayBench();
        await using var host = await bench.Bench.Ready();
        await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
        bench.Closes.IsDown = true;

        await Should.ThrowAsync<Exception>(() => bench.Closer.CloseUpTo(DayBench.EndOf(First), default));

        (await bench.Days.Find(First, default)).ShouldBeNull();
        bench.Closes.IsDown = false;
        (await bench.Closer.CloseUpTo(DayBench.EndOf(First), default)).Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Close_CrashAtTheWrite_IsMadeUpForByTheNext()
    {
        foreach (var after in new[] { false, true })
        {
            var bench = new DayBench();
            await using var host = await bench.Bench.Ready();
            await bench.Trade(host, "s1", SignalAction.Buy, 50m, 100m);
            var crashing = new CrashingStore(bench.Bench.Store, new CrashPlan(1, after));
            var closer = new DayCloser(new DayStore(crashing, new DocumentCache(crashing), bench.Settings), bench.Log, bench.Closes);

            await Should.ThrowAsync<CrashException>(() => closer.CloseUpTo(DayBench.EndOf(First), default));

            var (day, closed) = await bench.Closer.CloseUpTo(DayBench.EndOf(First), default);
            (day.Total.Fills, closed).ShouldBe((1, after ? 0 : 1));
            (await bench.Days.List(First, First, default)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Period_OfAMonth_IsStoredOnceAndReadFromDaysUntilThen()
    {
        var bench = new DayBench();
        var reports = new DayReports(bench.Days);
        await bench.Closer.CloseUpTo(DayBench.EndOf(new DateOnly(2024, 3, 28)), default);
        var activity = new ReportPeriod(bench.Days, bench.Settings);
        (await reports.Period(PeriodKind.Month, new DateOnly(2024, 3, 1), default))!.Value.Report.Sessions.ShouldBe(1);

        var reported = await activity.Run(new PeriodRequest(PeriodKind.Month, new DateOnly(2024, 3, 28)), default);

        reported.Report!.Severity.ShouldBe(Severity.Info);
        (await bench.Days.FindPeriod(PeriodKind.Month, new DateOnly(2024, 3, 5), default))!.To.ShouldBe(new DateOnly(2024, 3, 28));
        (await reports.Period(PeriodKind.Week, new DateOnly(2024, 4, 2), default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(2024, 3, 28, true, true)] // Thursday before Good Friday, last session of March
    [InlineData(2024, 3, 27, false, false)]
    [InlineData(2024, 3, 8, true, false)]
    [InlineData(2024, 4, 30, false, true)]
    public void Periods_AtTheirLastSession_AreOver(int year, int month, int day, bool week, bool isMonth)
    {
        var date = new DateOnly(year, month, day);

        (Periods.IsOver(PeriodKind.Week, date), Periods.IsOver(PeriodKind.Month, date)).ShouldBe((week, isMonth));
    }
}
