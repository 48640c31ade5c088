using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>The report of a replay: files whose numbers are those of the replay and of its own trades.</summary>
public sealed partial class ReportTests(ReportTests.Reported reported) : IClassFixture<ReportTests.Reported>
{
    /// <summary>Two sessions replayed with a report.</summary>
    public sealed class Reported : IAsyncLifetime
    {
        private readonly TempFolder folder = new();

        internal ReplayReport Replay { get; private set; } = null!;

        internal JsonNode Json { get; private set; } = null!;

        internal string Page { get; private set; } = string.Empty;

        internal string[] Equity { get; private set; } = [];

        internal string[] Trades { get; private set; } = [];

        public async Task InitializeAsync()
        {
            var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));
            Replay = await ReplayRunner.Run(
                new ReplayOptions { BarsPath = bars, ReportDirectory = folder["report"] }, new TradingOptions(), progress: null, CancellationToken.None);
            Json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder["report"], "report.json")))!;
            Page = await File.ReadAllTextAsync(Path.Combine(folder["report"], "report.html"));
            Equity = await File.ReadAllLinesAsync(Path.Combine(folder["report"], "equity.csv"));
            Trades = await File.ReadAllLinesAsync(Path.Combine(folder["report"], "trades.csv"));
        }

        public Task DisposeAsync()
        {
            folder.Dispose();
            return Task.CompletedTask;
        }
    }

    [GeneratedRegex("""(src|href)=|url\(|@import|<script|https?://""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex References { get; }

    [GeneratedRegex("<dt>(?<name>.*?)</dt>\\s*<dd>(?<value>.*?)</dd>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Facts { get; }

    [Fact]
    public void Statistics_OfTheReport_AreThoseOfTheReplay()
    {
        var printed = JsonSerializer.SerializeToNode(reported.Replay, ReplayJson.Default.ReplayReport)!["statistics"]!;

        JsonNode.DeepEquals(reported.Json["statistics"], printed).ShouldBeTrue($"{printed}");
    }

    [Fact]
    public void Money_OfTheReport_IsThatOfTheReplay()
    {
        var replay = reported.Replay;
        var curve = reported.Json["curve"]!.AsArray();

        curve.Count.ShouldBe(2);
        curve[1]!["equity"]!.GetValue<decimal>().ShouldBe(replay.EndEquity, 0.000001m);
        reported.Json["strategies"]!.AsArray().Sum(part => part!["pnl"]!.GetValue<decimal>()).ShouldBe(replay.EndEquity - replay.StartEquity, 0.000001m);
        reported.Json["statistics"]!["maxDrawdown"]!.GetValue<double>().ShouldBe((double)replay.MaxDrawdown, 1e-6);
    }

    [Fact]
    public void Trades_OfTheReport_AddUpToItsStatistics()
    {
        var statistics = reported.Replay.Statistics!;
        var trades = reported.Json["trades"]!.AsArray();

        trades.Count.ShouldBeGreaterThan(5);
        statistics.Trades.ShouldBe(trades.Count);
        trades.Sum(trade => trade!["trip"]!["pnl"]!.GetValue<decimal>()).ShouldBe(statistics.Expectancy!.Value.Amount * trades.Count, 0.0001m);
        trades.ShouldAllBe(trade => trade!["excursions"]!["adverse"]!.GetValue<double>() >= 0 && trade["excursions"]!["favourable"]!.GetValue<double>() >= 0);
        reported.Trades.Length.ShouldBe(trades.Count + 1);
        reported.Equity.Length.ShouldBe(3);
    }

    [Fact]
    public void Figures_OfThePage_AreThoseOfTheJson()
    {
        var s = reported.Json["statistics"]!;
        var shown = Facts.Matches(reported.Page).ToDictionary(fact => fact.Groups["name"].Value, fact => WebUtility.HtmlDecode(fact.Groups["value"].Value), StringComparer.Ordinal);

        shown["total return"].ShouldBe(Share("totalReturn"));
        shown["return of a year"].ShouldBe(Share("annualReturn"));
        shown["volatility of a year"].ShouldBe(Share("volatility"));
        shown["Sharpe, Sortino, Calmar"].ShouldBe($"{Number("sharpe")}, {Number("sortino")}, {Number("calmar")}");
        shown["maximum drawdown"].ShouldBe($"{Share("maxDrawdown")}; longest {s["longestDrawdown"]} sessions");
        shown["trades"].ShouldBe($"{s["trades"]}: {s["wins"]} won, {s["losses"]} lost, win rate {Share("winRate")}");
        shown["profit factor, expectancy"].ShouldBe($"{Number("profitFactor")}, {Dollars("expectancy")} a trade");
        shown["best, worst trade"].ShouldBe($"{Dollars("bestTrade")}, {Dollars("worstTrade")}");
        shown["mean MAE, MFE"].ShouldBe($"{Share("meanAdverseExcursion")}, {Share("meanFavourableExcursion")}");
        shown["exposure"].ShouldBe($"mean {Share("meanExposure")}, most {Share("maxExposure")}; in the market at {Share("timeInMarket")} of the closes");
        shown["turnover of a year"].ShouldBe(Number("turnover"));
        shown["costs"].ShouldBe($"{Dollars("fees")} fees on {Dollars("traded")} traded in {s["fills"]} fills");
        foreach (var part in reported.Json["strategies"]!.AsArray())
        {
            reported.Page.ShouldContain($"<td>{part!["strategy"]}</td><td>{part["fills"]}</td><td>{((decimal)part["traded"]!).ToString("N2", CultureInfo.InvariantCulture)}</td>");
        }

        string Share(string name) => s[name] is { } value ? Text((double)value, "P2") : "none";
        string Number(string name) => s[name] is { } value ? Text((double)value, "N2") : "none";
        string Dollars(string name) => ((decimal)s[name]!).ToString("N2", CultureInfo.InvariantCulture);
        static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Page_OpenedWithoutANetwork_NeedsNothing()
    {
        References.IsMatch(reported.Page).ShouldBeFalse();
        reported.Page.ShouldContain("default-src 'none'");
        reported.Page.ShouldContain("<svg");
        reported.Page.ShouldContain($"{reported.Replay.Statistics!.Trades:N0}: ");
    }
}
