using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What holds for every view, and its pictures.</summary>
[Collection(DeskCollection.Name)]
public sealed class ViewTests(Desk desk)
{
    [BrowserFact]
    public async Task EveryView_OnEveryScreen_ShowsWithoutTroubleAndIsAccessible()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "screenshots")).FullName;
        var views = await Views();
        foreach (var screen in Screen.All)
        {
            await using var page = await desk.Open(views[0].Path, screen);
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"first-steps-{screen.Name}.png"), Animations = ScreenshotAnimations.Disabled });
            await page.Find(".first-steps button").ClickAsync();
            foreach (var (view, path) in views)
            {
                await page.Go(path);
                await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{view}-{screen.Name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
                (await page.AccessibilityViolations()).ShouldBeEmpty($"{view} on {screen.Name}");
                (await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{view} is wider than {screen.Name}");
            }

            page.Troubles.ShouldBeEmpty(screen.Name);
        }
    }

    /// <summary>Every view by the name of its pictures, with something to see in it.</summary>
    private async Task<(string Name, string Path)[]> Views()
    {
        await desk.Analysis();
        var trade = await desk.Host.Until(async () => (await desk.Host.Get("/api/trades"))["items"]!.AsArray().FirstOrDefault(item => (decimal)item!["realizedPnl"]! != 0));
        var order = (await desk.Host.Get("/api/orders?status=filled"))["items"]!.AsArray().First(item => (string)item!["purpose"]! == "entry" && (string)item["symbol"]! == (string)trade["symbol"]!)!;
        return
        [
            ("overview", "overview"),
            ("trade", "trade"),
            ("monitors", "monitors"),
            ("monitor", $"monitors/{order["symbol"]}"),
            ("orders", "orders"),
            ("trail", $"orders/{order["id"]}"),
            ("runs", "runs"),
            ("risk", "risk"),
            ("strategies", "strategies"),
            ("strategy", "strategies/momentum"),
            ("day", "day"),
            ("instance", $"runs/{(await desk.Host.Get("/api/instances?orchestration=MonitorPortfolio"))["items"]![0]!["instanceId"]}"),
        ];
    }
}
