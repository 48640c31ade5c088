using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What is loading, old or unknown looks like it.</summary>
[Collection(DeskCollection.Name)]
public sealed class StaleTests(Desk desk)
{
    [BrowserFact]
    public async Task SectionThatTheHostCannotRead_IsMarkedWithItsReason_AndThePageDoesNotSayLive_UntilItIsBack()
    {
        var tap = new LiveTap();
        await using var page = await desk.Open("overview", before: tap.Install);
        tap.Set(frame =>
        {
            var set = frame["set"]!.AsObject();
            set["failed"] = new JsonObject { ["portfolio"] = new JsonObject { ["sinceUtc"] = "2024-03-06T15:31:05Z", ["reason"] = "the disk is gone" } };
            return true;
        });
        var positions = page.Find("section[aria-label='Open positions'][data-stale]");
        await positions.Locator(".stale-note:has-text('10:31:05: the disk is gone')").WaitForAsync();

        await page.Find(".pill[data-kind=stale]:has-text('Partly stale')").WaitForAsync();
        await page.Find(".banner:not([hidden]):has-text('positions and account')").WaitForAsync();
        await page.Find("button.state:has-text('(old)')").WaitForAsync();
        (await page.Find("section[aria-label='Health'][data-stale]").CountAsync()).ShouldBe(0);
        (await page.AccessibilityViolations()).ShouldBeEmpty();

        tap.Set(frame =>
        {
            frame["removed"]!["failed"] = new JsonArray("portfolio");
            return true;
        });
        await page.Find(".pill[data-kind=live]").WaitForAsync();
        (await page.Find("[data-stale], .stale-note").CountAsync()).ShouldBe(0);
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Limit_NotRead_NotSetAndSet_AreThreeThings()
    {
        var tap = new LiveTap();
        JsonNode? limits = null;
        tap.Set(frame =>
        {
            // None come from the host: only those of the test.
            frame["set"]!.AsObject().Remove("limits");
            if (Interlocked.Exchange(ref limits, null) is { } next)
            {
                frame["set"]!["limits"] = new JsonObject { ["account"] = next };
            }

            return true;
        });
        await using var page = await desk.Blank();
        await tap.Install(page.Page);
        await page.Page.RouteAsync("**/api/live/snapshot", route => route.AbortAsync());
        await page.Go("overview");
        var row = page.Find("section[aria-label='Exposure and limits'] .metered:has-text('Positions') .value");
        (await row.InnerTextAsync()).ShouldEndWith(", limit not read");

        limits = new JsonObject { ["maxGrossExposure"] = 1 };
        await row.And(page.Find(":has-text(', no limit')")).WaitForAsync();
        limits = new JsonObject { ["maxGrossExposure"] = 1, ["maxPositions"] = 7 };
        await row.And(page.Find(":has-text('of 7')")).WaitForAsync();
    }

    [BrowserFact]
    public async Task Limit_ChangedWhileTheOverviewIsOpen_IsFollowed()
    {
        await using var page = await desk.Open("overview");
        var row = page.Find("section[aria-label='Exposure and limits'] .metered:has-text('Positions') .value");
        var before = (await desk.Host.Get("/api/live/snapshot"))["set"]!["limits"]!["account"]!["maxPositions"]!;
        await row.And(page.Find($":has-text('of {before}')")).WaitForAsync();
        await Change("47");
        try
        {
            await row.And(page.Find(":has-text('of 47')")).WaitForAsync();
        }
        finally
        {
            await Change(before.ToJsonString());
        }

        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Trade_BeforeAnythingIsKnown_LooksAsIfItLoaded_NotAsIfThereWereNothing()
    {
        await using var page = await desk.Blank();
        await page.Page.RouteAsync(new Regex("/api/live"), _ => { });
        await page.Page.RouteWebSocketAsync(new Regex("/api/live"), _ => { });
        await page.Page.GotoAsync("/#/trade");
        await page.Find(".view.trade[data-loading]").WaitForAsync();

        (await page.Find(".empty:has-text('No open positions')").IsVisibleAsync()).ShouldBeFalse();
        (await page.Find(".empty:has-text('No working orders')").IsVisibleAsync()).ShouldBeFalse();
        (await page.Find(".pill[data-kind=live]").CountAsync()).ShouldBe(0);
    }

    [BrowserFact]
    public async Task Gap_BetweenFrames_IsFilledByTheWholeView()
    {
        var tap = new LiveTap();
        await using var page = await desk.Open("overview", before: tap.Install);
        var lost = 0;
        var asked = page.Page.WaitForRequestAsync("**/api/live/snapshot");
        tap.Set(frame => (string?)frame["kind"] != "delta" || Interlocked.Increment(ref lost) != 1);

        await asked;
        await page.Find(".pill[data-kind=live]").WaitForAsync();

        // A host that is slow to tell the next change is asked before the gap shows; then it shows when that change comes.
        await desk.Host.Until(() => Task.FromResult(Volatile.Read(ref lost) > 1 ? "a frame after the lost one" : null));
        await desk.Host.Until(async () =>
        {
            var snapshot = await desk.Host.Get("/api/live/snapshot");
            return await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.sequence") == snapshot["sequence"]!.ToJsonString() ? "caught up" : null;
        });
        page.Troubles.ShouldBeEmpty();
    }

    private async Task Change(string maxPositions)
    {
        var etag = (string)(await desk.Host.Get("/api/risk/limits"))["eTag"]!;
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/risk/limits/maxPositions") { Content = new StringContent($$"""{"value":{{maxPositions}},"reason":"a test"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("x-caller", "tests");
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{etag}\"");
        using var response = await desk.Host.Http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}
