using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What holds for every view, and its pictures.</summary>
[Collection(DeskCollection.Name)]
public sealed class ViewTests(Desk desk)
{
    private static readonly string[] Views = ["overview"];

    [BrowserFact]
    public async Task EveryView_OnEveryScreen_ShowsWithoutTroubleAndIsAccessible()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "screenshots")).FullName;
        await desk.Host.Until(async () => (await desk.Host.Get("/api/trades"))["items"]!.AsArray().Count > 3 ? "traded" : null);
        foreach (var screen in Screen.All)
        {
            await using var page = await desk.Open(Views[0], screen);
            foreach (var view in Views)
            {
                await page.Go(view);
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{view.Replace('/', '-')}-{screen.Name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
                (await page.AccessibilityViolations()).ShouldBeEmpty($"{view} on {screen.Name}");
                (await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{view} is wider than {screen.Name}");
            }

            page.Troubles.ShouldBeEmpty(screen.Name);
        }
    }
}
