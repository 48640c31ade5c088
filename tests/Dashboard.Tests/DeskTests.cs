using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What a person does at the desk.</summary>
[Collection(DeskCollection.Name)]
public sealed class DeskTests(Desk desk)
{
    [BrowserFact]
    public async Task Overview_WhenAnOrderIsMade_ShowsItLiveAndLeadsToItsTrail()
    {
        await using var page = await desk.Open("overview");
        await Until(async () => await IsOpen());
        var answer = await Execute(quantity: 3);
        var id = (string)answer["orderId"]!;

        var link = page.Find($"a[href='#/orders/{id}']").First;
        await link.WaitForAsync();
        await link.ClickAsync();
        await page.Find(".steps .step").First.WaitForAsync();

        var trail = await desk.Host.Get($"/api/orders/{id}/trail");
        var shown = await page.Find("main").InnerTextAsync();
        shown.ShouldContain((string)trail["signal"]!["signal"]!["id"]!);
        shown.ShouldContain("Risk controls");
        await page.Find("summary:has-text('Every control')").ClickAsync();
        var controls = trail["order"]!["decision"]!["checks"]!.AsArray();
        (await page.Find(".step table").First.Locator("tbody tr").CountAsync()).ShouldBe(controls.Count);
        page.Page.Url.ShouldEndWith($"#/orders/{id}");
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Overview_ShowsTheFiguresOfTheApi()
    {
        await using var page = await desk.Open("overview");

        // Figures move: those of the page must be those of one snapshot while no newer one has come in between.
        await Until(async () =>
        {
            var before = await desk.Host.Get("/api/portfolio");
            var shown = await page.Find("#figure-equity dd").First.InnerTextAsync();
            var unrealized = await page.Find("#figure-unrealized dd").First.InnerTextAsync();
            return shown == Dollars(before["equity"]!) && unrealized.TrimStart('+').Replace('\u2212', '-') == Dollars(before["unrealizedPnl"]!);
        });
        await Until(async () =>
        {
            var symbols = (await desk.Host.Get("/api/positions"))["items"]!.AsArray().Select(position => (string)position!["symbol"]!);
            var shown = await page.Find("section[aria-label='Open positions'] tbody .symbol").AllInnerTextsAsync();
            return symbols.SequenceEqual(shown);
        });
    }

    [BrowserFact]
    public async Task Ticket_IsAnsweredWithEveryControl()
    {
        await using var page = await desk.Open("trade");
        await Until(async () => await IsOpen());
        await page.Find("#symbol").FillAsync("ko");
        await page.Find("#quantity").FillAsync("2");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Find(".answer .headline").WaitForAsync();

        (await page.Find(".answer .headline").InnerTextAsync()).ShouldContain("KO");
        (await page.Find(".answer tbody tr").CountAsync()).ShouldBeGreaterThan(15);
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Ticket_WithWhatCannotBeRead_SaysSoAtTheField()
    {
        await using var page = await desk.Open("trade");
        await page.Find("#symbol").FillAsync("KO");
        await page.Find("#quantity").FillAsync("many");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Find("#quantity + .field-error").WaitForAsync();

        (await page.Find("#quantity").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await page.Page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("quantity");
    }

    [BrowserFact]
    public async Task Plan_EditedByAPerson_IsInForceAsANewVersion()
    {
        await using var page = await desk.Open("monitors");
        await page.Find(".tile .symbol").First.WaitForAsync();
        var symbol = await page.Find(".tile .symbol").Nth(2).InnerTextAsync();
        await page.Go($"monitors/{symbol}");
        await page.Find("text=Edit the plan").ClickAsync();
        await page.Find("#plan-stopLossFraction").FillAsync("0.9");
        await page.Find("text=Put it in force").ClickAsync();
        await page.Find("#plan-stopLossFraction + .field-error").WaitForAsync();

        await page.Find("#plan-stopLossFraction").FillAsync("0.013");
        await page.Find("text=Put it in force").ClickAsync();
        await page.Find(".toast").WaitForAsync();

        var plan = (await desk.Host.Get($"/api/monitors/{symbol}"))["plan"]!;
        ((double)plan["stopLossFraction"]!).ShouldBe(0.013);
        ((string)plan["author"]!).ShouldBe("person");
    }

    [BrowserFact]
    public async Task Strategy_EditedByItsSchema_IsInForce_AndWhatIsNotAllowedIsSaidAtTheField()
    {
        await using var page = await desk.Open("strategies/momentum");
        await page.Find("#strategy-buyAbove").WaitForAsync();
        await page.Find("#strategy-buyAbove").FillAsync("2");
        await page.Find("#strategy-reason").FillAsync("a test");
        await page.Find("text=Put in force").ClickAsync();
        await page.Find("#strategy-buyAbove + .field-error").WaitForAsync();
        (await page.Find("#strategy-buyAbove + .field-error").InnerTextAsync()).ShouldBe("Must be a number above 0 and at most 1, is 2.");
        (await page.Page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("strategy-buyAbove");

        await page.Find("#strategy-buyAbove").FillAsync("0.25");
        await page.Find("#strategy-maxPositionShare").FillAsync("0.02");
        await page.Find("text=Put in force").ClickAsync();
        await page.Find(".toast.done").WaitForAsync();

        var momentum = await desk.Host.Get("/api/strategies/momentum");
        ((double)momentum["parameters"]!["buyAbove"]!).ShouldBe(0.25);
        ((decimal)momentum["maxPositionShare"]!).ShouldBe(0.02m);
        ((double)momentum["parameters"]!["sellBelow"]!).ShouldBe(-0.005);
    }

    [BrowserFact]
    public async Task Strategy_SwitchedAtTheDesk_IsEnabledAndDisabled()
    {
        await using var page = await desk.Open("strategies");
        await page.Find("[aria-label='Enable rsi-reversion']").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find("[aria-label='Disable rsi-reversion']").WaitForAsync();
        ((string)(await desk.Host.Get("/api/strategies/rsi-reversion"))["state"]!).ShouldBe("running");

        await page.Find("[aria-label='Disable rsi-reversion']").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find("[aria-label='Enable rsi-reversion']").WaitForAsync();
        ((string)(await desk.Host.Get("/api/strategies/rsi-reversion"))["state"]!).ShouldBe("off");
        (await desk.Host.Get("/api/audit?limit=20"))["items"]!.AsArray().ShouldContain(row => (string)row!["subject"]! == "strategies.rsi-reversion.enabled" && (string)row["by"]! == "dashboard");
    }

    [BrowserFact]
    public async Task Instance_ShowsItsHistory_AndIsPurgedByAPerson()
    {
        var scan = (string)(await desk.Host.Until(async () => (await desk.Host.Get("/api/instances?orchestration=MarketScan&status=completed"))["items"]!.AsArray().FirstOrDefault()))["instanceId"]!;
        await using var page = await desk.Open($"runs/{scan}");
        var entries = (await desk.Host.Get($"/api/instances/{scan}"))["history"]!["items"]!.AsArray().Count;
        (await page.Find(".timeline > li").CountAsync()).ShouldBe(entries);

        await page.Find("button:has-text('Purge')").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find(".toast.done").WaitForAsync();

        (await desk.Host.Http.GetAsync($"/api/instances/{scan}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.Page.Url.ShouldEndWith("#/runs");
    }

    [BrowserFact]
    public async Task Page_WithoutASession_AsksForTheKeyAndSaysWhatIsWrong()
    {
        await using var context = await desk.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = desk.Host.Http.BaseAddress!.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.Locator("#key").FillAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#key-error:has-text('not the key')").WaitForAsync();

        await page.Locator("#key").FillAsync(desk.Host.Key);
        await page.Keyboard.PressAsync("Enter");

        await page.Locator(".pill[data-kind=live]").WaitForAsync();
    }

    [BrowserFact]
    public async Task Page_WhenTheHostFallsSilent_SaysSoAndGoesOnWhenItIsBack()
    {
        await using var page = await desk.Open("overview");
        await page.Page.Context.SetOfflineAsync(true);
        await page.Page.EvaluateAsync("() => dispatchEvent(new Event('offline'))");

        await page.Find(".banner:not([hidden])").WaitForAsync();
        (await page.Find(".pill[data-kind=live]").CountAsync()).ShouldBe(0);

        await page.Page.Context.SetOfflineAsync(false);
        await page.Find(".pill[data-kind=live]").WaitForAsync(new LocatorWaitForOptions { Timeout = 45_000 });
        await page.Find(".banner[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    [BrowserFact]
    public async Task FirstView_IsInteractiveWithinASecond_AndSmall()
    {
        await using var warm = await desk.Open("overview");
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            await using var page = await desk.Open("overview");
            times.Add(await page.Page.EvaluateAsync<double>("() => performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint').startTime"));
            var bytes = await page.Page.EvaluateAsync<double>("() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(e => !e.name.includes('/api/')).reduce((sum, e) => sum + e.transferSize, 0)");
            bytes.ShouldBeLessThan(300 * 1024);
        }

        times.Min().ShouldBeLessThan(1000);
    }

    private async Task<bool> IsOpen() => (bool)(await desk.Host.Get("/api/live/snapshot"))["set"]!["host"]!["host"]!["isOpen"]!;

    /// <summary>An order on a symbol that no monitor holds the lock of.</summary>
    private async Task<JsonNode> Execute(int quantity)
    {
        foreach (var symbol in (string[])["PFE", "KO", "BAC", "XLE", "DIS", "GLD", "JPM", "IBM", "WMT"])
        {
            var body = new JsonObject { ["id"] = $"desk-test-{Guid.NewGuid():N}", ["symbol"] = symbol, ["action"] = "BUY", ["quantity"] = quantity, ["confidence"] = 0.7, ["strategyId"] = "tests" };
            using var response = await desk.Host.Http.PostAsync("/api/signals/execute", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            if (answer["orderId"] is not null)
            {
                return answer;
            }
        }

        throw new InvalidOperationException("Every symbol was refused.");
    }

    private async Task Until(Func<Task<bool>> condition) => await desk.Host.Until(async () => await condition() ? "yes" : null);

    private static string Dollars(JsonNode amount) => Math.Round((decimal)amount, 2, MidpointRounding.AwayFromZero).ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture);
}
