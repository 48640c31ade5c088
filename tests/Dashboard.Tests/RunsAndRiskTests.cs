using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>Locks, how far plans are from acting, and the numbers of strategies and orders.</summary>
[Collection(DeskCollection.Name)]
public sealed class RunsAndRiskTests(Desk desk)
{
    [BrowserFact]
    public async Task Lock_SetByAPerson_IsShownWithItsReason_AndLiftedAtTheDesk()
    {
        var until = DateTime.Parse((string)(await desk.Host.Get("/api/live/snapshot"))["atUtc"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).AddDays(30);
        var body = new JsonObject { ["symbol"] = "TSLA", ["reason"] = "earnings tonight", ["by"] = "ann", ["untilUtc"] = until };
        (await desk.Host.Send(HttpMethod.Post, "/api/locks", body.ToJsonString())).IsSuccessStatusCode.ShouldBeTrue();
        await using var page = await desk.Open("risk");
        await page.Find("section[aria-label='Locks'] tr:has-text('TSLA'):has-text('earnings tonight')").WaitForAsync();

        await page.Find("[aria-label='Lift the lock of TSLA']").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find(".toast.done").WaitForAsync();

        // The symbol's own monitor may have locked it since.
        (await desk.Host.Get("/api/locks"))["items"]!.AsArray().ShouldNotContain(held => (string)held!["symbol"]! == "TSLA" && (string?)held["reason"] == "earnings tonight");
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Monitor_SaysOfEachConditionHowFarItIs()
    {
        await using var page = await desk.Open("monitors");
        await page.Find(".tile .waits li span:has-text('now ')").First.WaitForAsync();
        var symbol = await page.Find(".tile .symbol").First.InnerTextAsync();
        await page.Go($"monitors/{symbol}");

        var plan = (await desk.Host.Get($"/api/monitors/{symbol}"))["plan"]!;
        var conditions = plan["triggers"]!.AsArray().Sum(trigger => trigger!["conditions"]!.AsArray().Count + (trigger["guards"]?.AsArray().Count ?? 0));
        await page.Find(".triggers .conditions li").First.WaitForAsync();
        (await page.Find(".triggers .conditions li").CountAsync()).ShouldBe(conditions);
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task StrategiesAndOrders_ShowTheNumbersOfTheApi()
    {
        await using var page = await desk.Open("strategies");
        await Until(async () =>
        {
            var expected = (await desk.Host.Get("/api/strategies"))["items"]!.AsArray().Select(item => $"{item!["name"]} {item["performance"]!["trades"]} {Signed((decimal)item["performance"]!["pnl"]!)}");
            var shown = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll(\"section[aria-label='Strategies'] tbody tr\")].map(row => [0, 3, 5].map(i => row.children[i].textContent).join(' '))");
            return expected.SequenceEqual(shown);
        });
        await page.Go("orders");
        await Until(async () =>
        {
            var expected = (await desk.Host.Get("/api/orders?limit=40"))["items"]!.AsArray().Select(item => (string)item!["id"]!).ToHashSet(StringComparer.Ordinal);
            var shown = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main tbody a')].map(link => link.getAttribute('href')).filter(href => href.startsWith('#/orders/')).map(href => href.slice(9))");
            return shown.Length > 0 && expected.IsSubsetOf(shown);
        });
        page.Troubles.ShouldBeEmpty();
    }

    private async Task Until(Func<Task<bool>> condition) => await desk.Host.Until(async () => await condition() ? "yes" : null);

    private static string Signed(decimal amount) =>
        (amount > 0 ? "+" : string.Empty) + Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("#,##0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
