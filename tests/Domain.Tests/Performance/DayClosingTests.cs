using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Performance;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Tests.Portfolio;

namespace TradingFunctions.Domain.Tests.Performance;

public sealed class DayClosingTests
{
    private static readonly DateOnly Monday = new(2024, 3, 4);
    private static readonly Dictionary<Symbol, Price> Marks = new() { [new("AAPL")] = new(95m), [new("MSFT")] = new(105m) };

    [Fact]
    public void Days_OfAnyLog_AddUpToTheBooks() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var books = new RandomBooks(seed);

        var days = Close(books.Log, 15);

        var (ledger, last) = (books.State.Ledger, days[^1]);
        days.Sum(day => day.Total.Realized.Amount).ShouldBe(ledger.RealizedPnl.Amount, $"seed {seed}");
        days.Sum(day => day.Total.Fees.Amount).ShouldBe(ledger.Fees.Amount, $"seed {seed}");
        last.Account.Equity.ShouldBe(Valuation.Of(books.State, Marks).Equity, $"seed {seed}");
        last.Books.Cash.ShouldBe(ledger.Cash);
        for (var i = 0; i < days.Count; i++)
        {
            var (day, before) = (days[i], i == 0 ? days[i].Account.StartEquity : days[i - 1].Account.Equity);
            day.Account.Equity.ShouldBe(before + day.Flows + day.Total.Pnl, $"seed {seed}, day {i}");
            Sum(day.Strategies).ShouldBe(day.Total.Pnl, $"seed {seed}, day {i}");
            Sum(day.Workers).ShouldBe(day.Total.Pnl, $"seed {seed}, day {i}");
        }
    }));

    [Fact]
    public void Period_OfDays_AddsThemUp()
    {
        var days = Close(new RandomBooks(11).Log, 10);

        var report = PeriodReport.Of(days);

        (report.Sessions, report.From, report.To).ShouldBe((days.Count, days[0].Date, days[^1].Date));
        report.Equity.ShouldBe(report.EquityBefore + report.Flows + report.Total.Pnl);
        report.Total.Trades.Trades.ShouldBe(days[^1].Total.TradesToDate.Trades);
        report.Total.Returns.ShouldBe(days[^1].Total.Returns);
        report.BestDayPnl.ShouldBe(days.Max(day => day.Total.Pnl));
        new Money(report.Strategies.Values.Sum(group => group.Pnl.Amount)).ShouldBe(report.Total.Pnl);
    }

    [Fact]
    public void Day_WithoutEntries_RepeatsTheBooksAndReturnsNothing()
    {
        var before = Close(new RandomBooks(5).Log, 100)[^1];

        var day = DayClosing.Close(before.Date.AddDays(1), before, [], Marks);

        (day.Total.Pnl, day.Total.Return, day.Flows, day.Account.Equity).ShouldBe((Money.Zero, 0d, Money.Zero, before.Account.Equity));
        day.Total.Returns.Periods.ShouldBe(before.Total.Returns.Periods + 1);
        day.Account.ValueAtRisk.ShouldBeNull();
    }

    [Fact]
    public void ValueAtRisk_FromTheTwentiethDayOn_IsGiven()
    {
        var day = DayClosing.Close(Monday, before: null, [], Marks);
        for (var i = 1; i < 19; i++)
        {
            day = DayClosing.Close(Monday.AddDays(i), day, [], Marks);
        }

        day.Account.ValueAtRisk.ShouldBeNull();
        DayClosing.Close(Monday.AddDays(20), day, [], Marks).Account.ValueAtRisk.ShouldBe(0);
    }

    private static Money Sum(SortedDictionary<string, DayGroup> groups) => new(groups.Values.Sum(group => group.Pnl.Amount));

    private static List<DayRecord> Close(List<LogEntry> log, int perDay)
    {
        var days = new List<DayRecord>();
        foreach (var entries in log.Chunk(perDay))
        {
            days.Add(DayClosing.Close(Monday.AddDays(days.Count), days.LastOrDefault(), entries, Marks));
        }

        return days;
    }
}
