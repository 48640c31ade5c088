using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>The end of the day in virtual time: positions given up before the close, days closed, books that follow from their log.</summary>
public sealed class DayEndTests(DayEndTests.Liquidated liquidated) : IClassFixture<DayEndTests.Liquidated>
{
    /// <summary>Two sessions replayed with liquidation two hours before the close, and their state.</summary>
    public sealed class Liquidated : IAsyncLifetime
    {
        private readonly TempFolder folder = new();

        internal string State => folder["state"];

        internal ReplayReport Report { get; private set; } = null!;

        internal string Bars { get; private set; } = string.Empty;

        public async Task InitializeAsync()
        {
            Bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));
            Report = await Replay(new DayOptions { LiquidateBeforeClose = TimeSpan.FromHours(2) }, State);
        }

        internal Task<ReplayReport> Replay(DayOptions day, string? state) => ReplayRunner.Run(
            new ReplayOptions { BarsPath = Bars, StateDirectory = state }, new TradingOptions { Day = day }, progress: null, CancellationToken.None);

        public Task DisposeAsync()
        {
            folder.Dispose();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Replay_WithLiquidation_EndsEverySessionFlat()
    {
        var report = liquidated.Report;

        report.Orders.Filled.ShouldBeGreaterThan(0);
        report.UnrealizedPnl.ShouldBe(0m);
        report.BooksDiffer.ShouldBeEmpty();
        foreach (var date in new[] { "2024-03-04", "2024-03-05" })
        {
            var summary = await Run("summary", date, "--state", liquidated.State, "--json");
            summary["account"]!["positions"]!.GetValue<int>().ShouldBe(0, date);
            summary["total"]!["trades"]!["trades"]!.GetValue<int>().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Replay_HoldingOvernight_KeepsThePositionsOfThatStrategy()
    {
        var without = await liquidated.Replay(new DayOptions(), state: null);
        var held = await liquidated.Replay(new DayOptions { LiquidateBeforeClose = TimeSpan.FromHours(2), HoldOvernight = [new("rules")] }, state: null);

        held.DecisionHash.ShouldBe(without.DecisionHash);
        liquidated.Report.DecisionHash.ShouldNotBe(without.DecisionHash);
    }

    [Fact]
    public async Task Summaries_OfAReplay_AddUpToItsReport()
    {
        var days = (await Run("summary", "--list", "2024-03", "--state", liquidated.State, "--json"))["items"]!.AsArray();

        days.Count.ShouldBe(2);
        days.Sum(day => day!["realized"]!.GetValue<decimal>()).ShouldBe(liquidated.Report.RealizedPnl, 0.000001m);
        days[1]!["equity"]!.GetValue<decimal>().ShouldBe(liquidated.Report.EndEquity, 0.000001m);
        (await Run("summary", "--state", liquidated.State, "--json"))["date"]!.GetValue<string>().ShouldBe("2024-03-05");
        (await Run("summary", "2024-03-05", "--week", "--state", liquidated.State, "--json"))["sessions"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Books_OfAReplay_AreVerifiedAndAChangedFillIsFound()
    {
        (await Run("books", "rebuild", "--verify", "--state", liquidated.State, "--json"))["agrees"]!.GetValue<bool>().ShouldBeTrue();
        using var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(liquidated.State))
            File.Copy(file, copy[Path.GetFileName(file)]);
        using (var store = Infra.Sqlite.SqliteDocumentStore.Open(copy["store.db"]))
        {
            var page = await store.Query(Containers.Trading, "main", "fill:", afterId: null, 1, descending: false, default);
            await store.Transact(Containers.Trading, "main", [StoreOperation.Delete(page.Items[0].Id, etag: null)], default);
        }

        var (exit, output, error) = await Console("books", "rebuild", "--verify", "--state", copy[string.Empty]);

        exit.ShouldBe(ExitCodes.Failure);
        output.ShouldContain("is missing");
        error.ShouldContain("not those of the log");
    }

    [Fact]
    public async Task Export_OfAReplay_IsOneEntryALineWithoutGaps()
    {
        var (exit, output, _) = await Console("books", "export", "--state", liquidated.State);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        exit.ShouldBe(ExitCodes.Ok);
        // Signals stand behind the entry that was the last one when they were answered.
        var entries = lines.Where(line => JsonNode.Parse(line)!["signal"] is null).ToArray();
        entries.Select(line => JsonNode.Parse(line)!["number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, entries.Length));
        lines.Length.ShouldBeGreaterThan(entries.Length);
        (await Console("books", "export", "--after", $"{entries.Length - 1}", "--state", liquidated.State)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(lines.SkipWhile(line => line != entries[^1]));
    }

    [Theory]
    [InlineData("no such state", "summary", "--state", "/nowhere/at/all")]
    [InlineData("no session", "summary", "2024-03-03")]
    [InlineData("no date", "summary", "yesterday")]
    public async Task Summary_OfBadInput_EndsWithUsage(string what, params string[] arguments)
    {
        string[] state = arguments.Contains("--state") ? [] : ["--state", liquidated.State];

        (await Console([.. arguments, .. state])).Exit.ShouldBe(ExitCodes.Usage, what);
    }

    private static async Task<JsonNode> Run(params string[] arguments)
    {
        var (exit, output, error) = await Console(arguments);
        exit.ShouldBe(ExitCodes.Ok, error);
        return JsonNode.Parse(output)!;
    }

    private static async Task<(int Exit, string Output, string Error)> Console(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.Run(arguments, new CliConsole(output, error, TextReader.Null), CancellationToken.None);
        return (exit, output.ToString(), error.ToString());
    }
}
