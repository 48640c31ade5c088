using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TradingFunctions.Domain.Market;
using TradingFunctions.Local.Cli;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The report of a replay as a person opens it: a file, in a browser that has no network.</summary>
[Collection(DeskCollection.Name)]
public sealed class ReplayReportTests(Desk desk) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("report");

    public void Dispose() => folder.Delete(recursive: true);

    [BrowserFact]
    public async Task Report_OpenedFromItsFileWithoutNetwork_ShowsTheNumbersOfTheJson()
    {
        await Replay();
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "report.json")))!;
        await using var context = await desk.Browser.NewContextAsync(new BrowserNewContextOptions { Offline = true });
        var page = await context.NewPageAsync();
        var (requests, troubles) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => troubles.Add(message.Text);
        page.PageError += (_, error) => troubles.Add(error);

        await page.GotoAsync(new Uri(Path.Combine(folder.FullName, "report.html")).AbsoluteUri);

        requests.ShouldHaveSingleItem().ShouldStartWith("file://");
        troubles.ShouldBeEmpty();
        var facts = await page.Locator("dt").EvaluateAllAsync<string[]>("names => names.map(name => `${name.textContent}: ${name.nextElementSibling.textContent}`)");
        var s = report["statistics"]!;
        facts.ShouldContain($"total return: {Share(s["totalReturn"])}");
        facts.ShouldContain($"Sharpe, Sortino, Calmar: {Number(s["sharpe"])}, {Number(s["sortino"])}, {Number(s["calmar"])}");
        facts.ShouldContain($"maximum drawdown: {Share(s["maxDrawdown"])}; longest {Count(s["longestDrawdown"])} sessions");
        facts.ShouldContain($"trades: {Count(s["trades"])}: {Count(s["wins"])} won, {Count(s["losses"])} lost, win rate {Share(s["winRate"])}");
        facts.ShouldContain($"profit factor, expectancy: {Number(s["profitFactor"])}, {Dollars(s["expectancy"])} a trade");
        facts.ShouldContain($"mean MAE, MFE: {Share(s["meanAdverseExcursion"])}, {Share(s["meanFavourableExcursion"])}");
        facts.ShouldContain($"costs: {Dollars(s["fees"])} fees on {Dollars(s["traded"])} traded in {Count(s["fills"])} fills");

        var strategy = report["strategies"]!.AsArray().ShouldHaveSingleItem()!;
        (await Row("Strategies")).ShouldBe(
        [
            (string)strategy["strategy"]!, Count(strategy["fills"]), Dollars(strategy["traded"]), Count(strategy["trades"]), Share(strategy["winRate"]), Number(strategy["profitFactor"]), Dollars(strategy["expectancy"]),
            Dollars(strategy["realized"]), Dollars(strategy["open"]), Dollars(strategy["fees"]), Dollars(strategy["pnl"]), Share(strategy["return"]), Number(strategy["sharpe"]),
        ]);

        var trades = report["trades"]!.AsArray();
        trades.Count.ShouldBeGreaterThan(3);
        var shown = await Table("Trades").Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => `${row.cells[0].textContent} ${row.cells[9].textContent}`)");
        shown.ShouldBe(trades.Select(trade => $"{(string)trade!["trip"]!["symbol"]!} {Dollars(trade["trip"]!["pnl"])}"));

        var months = await Table("Returns by month").Locator("tbody td:not(:first-child):not(:last-child)").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.textContent).filter(text => text)");
        months.ShouldBe(report["months"]!.AsArray().Select(month => Share(month!["return"])));
        var plots = await page.Locator("figure").EvaluateAllAsync<string[]>("all => all.map(one => `${one.querySelector('figcaption').textContent}|${one.querySelector('svg').getBoundingClientRect().height > 50}`)");
        plots.ShouldContain("Equity at session closes, dollars|true");
        plots.ShouldContain("Drawdown|true");
        plots.ShouldAllBe(plot => plot.EndsWith("|true", StringComparison.Ordinal));
        var points = await page.Locator("figure:has-text('Equity at session closes') polyline").EvaluateAsync<int>("line => line.points.length");
        points.ShouldBe(report["curve"]!.AsArray().Count);

        ILocator Table(string heading) => page.Locator($"h2:text-is('{heading}') + div table");
        async Task<string[]> Row(string heading) => await Table(heading).Locator("tbody td").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.textContent)");
    }

    private async Task Replay()
    {
        var days = Enumerable.Range(0, int.MaxValue).Select(new DateOnly(2023, 1, 3).AddDays).Where(day => ExchangeCalendar.SessionOn(day) is not null).Take(120).ToArray();
        var random = new Random(7);
        var price = 50m;
        var rows = new List<string> { "symbol,date,open,high,low,close,volume" };
        foreach (var day in days)
        {
            var open = price;
            price = Math.Round(price * (1m + (random.Next(-150, 152) / 5_000m)), 2);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"RPT,{day:yyyy-MM-dd},{open:F2},{Math.Max(open, price) + 0.05m:F2},{Math.Min(open, price) - 0.05m:F2},{price:F2},2000000"));
        }

        var bars = Path.Combine(folder.FullName, "bars.csv");
        await File.WriteAllLinesAsync(bars, rows);
        using var error = new StringWriter();
        (await CommandLine.Run(
            ["replay", "--bars", bars, "--monitors", "all", "--strategy", "momentum", "--report", folder.FullName], new CliConsole(TextWriter.Null, error, TextReader.Null), CancellationToken.None)).ShouldBe(0, error.ToString());
    }

    private static string Share(JsonNode? value) => value is null ? "none" : ((double)value).ToString("P2", CultureInfo.InvariantCulture);

    private static string Number(JsonNode? value) => value is null ? "none" : ((double)value).ToString("N2", CultureInfo.InvariantCulture);

    private static string Dollars(JsonNode? value) => value is null ? "none" : ((decimal)value).ToString("N2", CultureInfo.InvariantCulture);

    private static string Count(JsonNode? value) => ((int)value!).ToString("N0", CultureInfo.InvariantCulture);
}
