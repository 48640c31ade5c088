using System.Security.Cryptography;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>Made-up minutes through the whole pipeline: the numbers agree with one another, and the same input gives the same decisions.</summary>
public sealed class ReplayTests(ReplayTests.WholeReplay whole, ITestOutputHelper output) : IClassFixture<ReplayTests.WholeReplay>
{
    private static readonly TradingOptions WithCommission = new() { Simulation = new SimulationOptions { CommissionPerShare = new(0.005m) } };

    /// <summary>One replay that several tests look at.</summary>
    public sealed class WholeReplay : IAsyncLifetime
    {
        private readonly TempFolder folder = new();

        internal List<string> Rows { get; } = MadeUpBars.Rows(symbols: 6, sessions: 2);

        internal string Bars { get; private set; } = string.Empty;

        internal string Decisions => folder["decisions.ndjson"];

        internal ReplayReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Bars = MadeUpBars.Write(folder, Rows);
            Report = await Replay(new ReplayOptions { BarsPath = Bars, DecisionsPath = Decisions });
        }

        public Task DisposeAsync()
        {
            folder.Dispose();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Replay_MadeUpSessions_TradesAndLosesNothing()
    {
        var report = whole.Report;
        output.WriteLine(report.ToString());

        report.BarsRead.ShouldBe(whole.Rows.Count);
        report.Sessions.ShouldBe(2);
        report.Scans.ShouldBe(2);
        report.Monitors.ShouldBe(12);
        report.Alerts.ShouldBeGreaterThan(0);
        report.Orders.Submitted.ShouldBeGreaterThan(0);
        report.Orders.Filled.ShouldBeGreaterThan(0);
        report.AlertsLost.ShouldBe(0);
        report.AlertsUnhandled.ShouldBe(0);
        report.DuplicateOrders.ShouldBe(0);
        report.BooksDiffer.ShouldBeEmpty();
    }

    [Fact]
    public void Replay_MadeUpSessions_MoneyAddsUp()
    {
        var report = whole.Report;

        report.Fees.ShouldBeGreaterThan(0m);
        report.EndEquity.ShouldBe(report.StartEquity + report.RealizedPnl + report.UnrealizedPnl - report.Fees);
        report.StartEquity.ShouldBe(1_000_000m);
        report.MaxDrawdown.ShouldBeInRange(0m, 1m);
    }

    [Fact]
    public void Replay_MadeUpSessions_CountsAddUp()
    {
        var (report, orders) = (whole.Report, whole.Report.Orders);

        (report.Decisions.Trade + report.Decisions.UpdatePlan + report.Decisions.Ignore).ShouldBe((int)report.Alerts);
        (orders.Filled + orders.Canceled + orders.Rejected + orders.Working).ShouldBe(orders.Submitted);
        report.Checks.ShouldBeLessThanOrEqualTo(report.Activities);

        // The scan of 09:35 starts monitors that check every minute from 09:36 to the close.
        report.Checks.ShouldBe(12 * 385);
    }

    [Fact]
    public void Replay_DecisionsFile_HashesToTheDecisionHash()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(whole.Decisions)));

        whole.Report.DecisionHash.ShouldBe(hash);
        File.ReadLines(whole.Decisions).Count().ShouldBeGreaterThan((int)whole.Report.Alerts);
    }

    [Fact]
    public async Task Replay_SameInputAgain_DecidesTheSame()
    {
        using var folder = new TempFolder();
        var again = await Replay(new ReplayOptions { BarsPath = whole.Bars, StateDirectory = folder["state"] });

        again.DecisionHash.ShouldBe(whole.Report.DecisionHash);
        Text(again).ShouldBe(Text(whole.Report));
        again.Denied.ShouldBe(whole.Report.Denied);
    }

    [Fact]
    public async Task Replay_OfAFinishedState_ReportsTheSame()
    {
        using var folder = new TempFolder();
        var options = new ReplayOptions { BarsPath = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 2, sessions: 1)), StateDirectory = folder["state"] };

        var first = await Replay(options);
        var second = await Replay(options);

        second.DecisionHash.ShouldBe(first.DecisionHash);
        (second.EndEquity, second.Orders, second.Alerts).ShouldBe((first.EndEquity, first.Orders, first.Alerts));
    }

    [Fact]
    public async Task Replay_OnePriceChanged_DecidesOtherwise()
    {
        using var folder = new TempFolder();
        var rows = new List<string>(whole.Rows);
        var at = rows.FindIndex(row => row.StartsWith("MUC,2024-03-04T10:30:00", StringComparison.Ordinal));
        rows[at] = MadeUpBars.WithClose(rows[at], MadeUpBars.CloseOf(rows[at]) + 1m);

        var changed = await Replay(new ReplayOptions { BarsPath = MadeUpBars.Write(folder, rows) });

        changed.DecisionHash.ShouldNotBe(whole.Report.DecisionHash);
        (changed.AlertsLost, changed.AlertsUnhandled, changed.DuplicateOrders).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Replay_BrokenRow_NamesItsLine()
    {
        using var folder = new TempFolder();
        var rows = new List<string>(whole.Rows);
        rows[41] = rows[41].Replace("MUA,", "MUA,x", StringComparison.Ordinal);
        var path = MadeUpBars.Write(folder, rows);

        var error = await Should.ThrowAsync<BarFileException>(() => Replay(new ReplayOptions { BarsPath = path }));

        error.Line.ShouldBe(43);
        error.Message.ShouldContain($"{path}:43:");
    }

    [Fact]
    public async Task Replay_BrokenRowSkipped_IsCounted()
    {
        using var folder = new TempFolder();
        var rows = MadeUpBars.Rows(symbols: 1, sessions: 1);
        rows[300] = MadeUpBars.WithClose(rows[300], 0m);

        var report = await Replay(new ReplayOptions { BarsPath = MadeUpBars.Write(folder, rows), SkipBadRows = true });

        (report.RowsSkipped, report.BarsRead).ShouldBe((1, rows.Count - 1));
    }

    [Fact]
    public async Task Replay_StateOfOtherBars_IsRefusedAndLeftAlone()
    {
        using var folder = new TempFolder();
        var rows = MadeUpBars.Rows(symbols: 1, sessions: 1);
        var options = new ReplayOptions { BarsPath = MadeUpBars.Write(folder, rows), StateDirectory = folder["state"] };
        var first = await Replay(options);
        rows[^1] = MadeUpBars.WithClose(rows[^1], MadeUpBars.CloseOf(rows[^1]) + 0.01m);

        var other = options with { BarsPath = MadeUpBars.Write(folder, rows, "other.csv") };
        var error = await Should.ThrowAsync<ReplayException>(() => Replay(other));
        await Should.ThrowAsync<ReplayException>(() => Replay(options with { MonitorAll = true }));

        error.Message.ShouldContain(folder["state"]);
        (await Replay(options)).DecisionHash.ShouldBe(first.DecisionHash);
    }

    [Fact]
    public async Task Replay_DatesWithoutBars_SaysSo()
    {
        var error = await Should.ThrowAsync<ReplayException>(
            () => Replay(new ReplayOptions { BarsPath = whole.Bars, From = MadeUpBars.FirstSession.AddDays(2) }));

        error.Message.ShouldContain("2024-03-06");
    }

    /// <summary>Every number of a report but those that belong to one process.</summary>
    private static string Text(ReplayReport report) => (report with { WallSeconds = 0, Activities = 0 }).ToString();

    private static Task<ReplayReport> Replay(ReplayOptions options) => ReplayRunner.Run(options, WithCommission, progress: null, CancellationToken.None);
}
