using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The day's view beside the summaries of the API.</summary>
[Collection(DeskCollection.Name)]
public sealed class DayTests(Desk desk)
{
    [BrowserFact]
    public async Task ClosedDay_ShowsTheNumbersOfItsSummary()
    {
        // A day in less than half a minute.
        await using var host = await ServedHost.Start(null, "--speed", "1500");
        var line = await host.Until(async () => (await host.Get("/api/summaries"))["items"]!.AsArray().FirstOrDefault());
        var date = (string)line["date"]!;
        var summary = await host.Get($"/api/summaries/{date}");
        var (total, account) = (summary["total"]!, summary["account"]!);

        await using var page = await desk.Open($"day/{date}", host: host);
        await page.Find("main .facts dd").First.WaitForAsync();
        var shown = await page.Page.EvaluateAsync<string[][]>("() => [...document.querySelectorAll('main dl dt')].map(name => [name.textContent, name.nextElementSibling.textContent])");
        var facts = shown.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        facts["P&L"].ShouldBe(Signed(total["pnl"]));
        facts["Realized"].ShouldBe(Signed(total["realized"]));
        facts["Unrealized change"].ShouldBe(Signed(total["unrealizedChange"]));
        facts["Fees"].ShouldBe(Money(total["fees"]));
        facts["Equity"].ShouldBe(Money(account["equity"]));
        facts["Fills"].ShouldBe($"{total["fills"]}");
        facts["Trades won"].ShouldBe($"{total["trades"]!["wins"]} of {total["trades"]!["trades"]}");
        facts["Traded"].ShouldBe(Whole(total["traded"]));
        facts["Cash"].ShouldBe(Whole(account["cash"]));
        facts["Long"].ShouldBe(Whole(account["long"]));
        facts["Short"].ShouldBe(Whole(account["short"]));
        facts["Positions"].ShouldBe($"{account["positions"]}");
        var strategies = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll(\"[aria-label='Strategies of the day'] tbody tr\")].map(row => [0, 1, 2, 6].map(i => row.children[i].textContent).join(' '))");
        strategies.ShouldBe(summary["strategies"]!.AsArray().Select(part => $"{part!["name"]} {part["fills"]} {part["trades"]!["trades"]} {Signed(part["pnl"])}"));
        var points = (await host.Get($"/api/equity?session={date}"))["items"]![0]!["equity"]!.AsArray();
        await page.Find($"[aria-label^='Equity over the day: began at'][aria-label*='ended at {Money(points[^1])},'] canvas").WaitForAsync();
        var bars = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.bars li')].map(row => row.children[0].textContent + ' ' + row.children[2].textContent)");
        bars.ShouldBe(summary["strategies"]!.AsArray().Select(part => $"{part!["name"]} {Signed(part["pnl"])}"));
        (await page.Find(".calendar a[aria-current=date]").InnerTextAsync()).ShouldBe(((decimal)line["pnl"]! > 0 ? "+" : string.Empty) + Whole(line["pnl"]));
        (await page.AccessibilityViolations()).ShouldBeEmpty();
        page.Troubles.ShouldBeEmpty();
    }

    private static string Money(JsonNode? amount) => Text(amount, 2, "#,##0.00");

    private static string Whole(JsonNode? amount) => Text(amount, 0, "#,##0");

    private static string Signed(JsonNode? amount) => ((decimal)amount! > 0 ? "+" : string.Empty) + Money(amount);

    private static string Text(JsonNode? amount, int digits, string format) =>
        Math.Round((decimal)amount!, digits, MidpointRounding.AwayFromZero).ToString(format, CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
