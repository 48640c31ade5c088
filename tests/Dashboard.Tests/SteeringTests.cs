using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What a person stops, and what the page says of it.</summary>
[Collection(DeskCollection.Name)]
public sealed class SteeringTests(Desk desk)
{
    [BrowserFact]
    public async Task SignalRefusedWhileHalted_AppearsInTheFeedWithoutAReload()
    {
        await using var page = await desk.Open("overview");
        await Put("""{"state":"halted","reason":"a test of the feed","by":"dashboard"}""");
        try
        {
            var id = await Signal("KO", new JsonObject { ["quantity"] = 2 });
            var item = page.Find(".feed li:has-text('HALTED'):has-text('signal denied'):has-text('feed-tests')").First;
            await item.WaitForAsync();
            (await item.InnerTextAsync()).ShouldContain("KO");

            var decisions = (await desk.Host.Get("/api/live/snapshot"))["set"]!["decisions"]!.AsObject();
            decisions.Select(pair => (string)pair.Value!["signalId"]!).ShouldContain(id);
        }
        finally
        {
            await Resume();
        }

        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task SessionThatEnds_IsSaidPlainly()
    {
        await using var page = await desk.Open("overview");
        await page.Page.Context.ClearCookiesAsync();
        await page.Find("nav a:has-text('Risk')").ClickAsync();

        await page.Find(".sign-in:has-text('Your session has ended')").WaitForAsync();
        (await page.Find(".pill").CountAsync()).ShouldBe(0);
        await page.Find("#key").FillAsync(desk.Host.Key);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Find(".pill[data-kind=live]").WaitForAsync();
    }

    [BrowserFact]
    public async Task WorkingOrder_CancelledAtTheDesk_IsCancelled()
    {
        await UntilOpen();
        await using var page = await desk.Open("trade");
        var order = await Working();
        await page.Find($"tr:has(a[href='#/orders/{order}']) button:has-text('Cancel')").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find(".toast.done").WaitForAsync();

        await page.Find($"a[href='#/orders/{order}']").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        ((string)(await desk.Host.Get($"/api/orders/{order}"))["status"]!).ShouldBe("canceled");
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Position_ClosedAtTheDesk_IsSoldByAnExit()
    {
        await UntilOpen();
        var symbol = await Held();
        await using var page = await desk.Open("trade");
        await page.Find($"[aria-label='Close {symbol}']").ClickAsync();
        var sent = await page.Page.RunAndWaitForRequestAsync(() => page.Find("dialog button.danger").ClickAsync(), request => request.Url.Contains("/api/signals/execute", StringComparison.Ordinal));
        await page.Find(".answer .headline a").WaitForAsync();

        // The page's clock may be ahead of an accelerated market's: a time of its own would be refused now and then.
        sent.PostData.ShouldNotBeNull().ShouldNotContain("timestamp");

        var order = (await page.Find(".answer .headline a").GetAttributeAsync("href"))!["#/orders/".Length..];
        var made = await desk.Host.Get($"/api/orders/{order}");
        ((string)made["symbol"]!).ShouldBe(symbol);
        ((string)made["purpose"]!).ShouldBe("exit");
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Monitor_StoppedAtTheDesk_Ends()
    {
        var symbol = await desk.Host.Until(async () => (string?)(await desk.Host.Get("/api/monitors"))["items"]!.AsArray().LastOrDefault(item => (string?)item!["status"] == "running" && (string?)item["state"] == "scanning")?["symbol"]);
        await using var page = await desk.Open($"monitors/{symbol}");
        await page.Find("button:has-text('Stop'):not([disabled])").ClickAsync();
        await page.Find("dialog button.danger").ClickAsync();
        await page.Find(".toast.done").WaitForAsync();

        await page.Find("button:has-text('Stop')[disabled]").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        ((string)(await desk.Host.Get($"/api/monitors/{symbol}"))["monitor"]!["status"]!).ShouldNotBe("running");
        page.Troubles.ShouldBeEmpty();
    }

    private Task UntilOpen() => desk.Host.Until(async () => (bool)(await desk.Host.Get("/api/live/snapshot"))["set"]!["host"]!["host"]!["isOpen"]! ? "open" : null);

    /// <summary>An order far below the market, on a symbol that no monitor holds the lock of.</summary>
    private Task<string> Working() => First(async symbol => new JsonObject { ["quantity"] = 1, ["priceTarget"] = Math.Round(await Price(symbol) * 0.97m, 2) });

    /// <summary>A symbol with a position that nothing else is about to close: no monitor looks after it, and its stop is far away.</summary>
    private async Task<string> Held()
    {
        var order = await First(async symbol =>
        {
            using var stopped = await desk.Host.Send(HttpMethod.Post, $"/api/monitors/{symbol}/stop", "{}");
            return new JsonObject { ["quantity"] = 2, ["stopLoss"] = Math.Round(await Price(symbol) * 0.7m, 2) };
        });
        var symbol = (string)(await desk.Host.Get($"/api/orders/{order}"))["symbol"]!;
        await desk.Host.Until(async () => (await desk.Host.Get("/api/positions"))["items"]!.AsArray().Any(item => (string)item!["symbol"]! == symbol) ? "held" : null);
        return symbol;
    }

    private async Task<decimal> Price(string symbol) => (decimal)(await desk.Host.Get($"/api/bars/{symbol}?limit=1"))["close"]![0]!;

    private async Task<string> First(Func<string, Task<JsonObject>> body)
    {
        foreach (var symbol in (string[])["PFE", "KO", "BAC", "XLE", "DIS", "GLD", "JPM", "IBM", "WMT"])
        {
            var answer = await Answer(symbol, await body(symbol));
            if (answer["orderId"] is { } id)
            {
                return (string)id!;
            }
        }

        throw new InvalidOperationException("Every symbol was refused.");
    }

    private async Task<string> Signal(string symbol, JsonObject extra) => (string)(await Answer(symbol, extra))["signalId"]!;

    private async Task<JsonNode> Answer(string symbol, JsonObject extra)
    {
        var body = new JsonObject { ["id"] = $"desk-test-{Guid.NewGuid():N}", ["symbol"] = symbol, ["action"] = "BUY", ["confidence"] = 0.7, ["strategyId"] = "feed-tests" };
        foreach (var (name, value) in extra)
        {
            if (value is not null)
            {
                body[name] = value.DeepClone();
            }
        }

        using var response = await desk.Host.Send(HttpMethod.Post, "/api/signals/execute", body.ToJsonString());
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task Put(string state)
    {
        using var response = await desk.Host.Send(HttpMethod.Put, "/api/risk/state", state);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private async Task Resume()
    {
        using var known = await desk.Host.Http.GetAsync("/api/risk/state");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/risk/state") { Content = new StringContent("""{"state":"active","reason":"the test is over","by":"dashboard"}""", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", known.Headers.ETag!.ToString());
        using var response = await desk.Host.Http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}
