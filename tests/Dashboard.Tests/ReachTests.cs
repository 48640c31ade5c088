using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>What can be reached on a phone and by the keyboard.</summary>
[Collection(DeskCollection.Name)]
public sealed class ReachTests(Desk desk)
{
    private static readonly Screen Phone = Screen.All[3];

    [BrowserFact]
    public async Task Phone_LeadsToTheme_Times_AndTheWayOut()
    {
        await using var page = await desk.Open("overview", Phone);
        await page.Find(".settings button:has-text('Auto')").ClickAsync();
        await page.Find("html[data-theme]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        (await page.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();

        await page.Find("button:has-text('Sign out')").ClickAsync();
        await page.Find(".sign-in:has-text('You are signed out')").WaitForAsync();
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task TimesOfRows_AreShownInNewYork_OrWhereTheReaderIs()
    {
        await desk.Host.Until(async () => (await desk.Host.Get("/api/orders?status=filled"))["items"]!.AsArray().FirstOrDefault());
        await using var page = await desk.Open("orders", timezone: "Asia/Tokyo");
        var first = page.Find("main tbody time").First;
        await first.WaitForAsync();
        await page.Page.EvaluateAsync("() => localStorage.removeItem('times')");
        await Shows(page, "America/New_York");

        await page.Find(".settings button:has-text('Times: NY')").ClickAsync();
        await page.Find(".settings button:has-text('Times: yours')").WaitForAsync();
        await Shows(page, "Asia/Tokyo");
        (await page.Find(".times abbr").InnerTextAsync()).ShouldBe("NY");

        await page.Find(".settings button:has-text('Times: yours')").ClickAsync();
        await Shows(page, "America/New_York");
        page.Troubles.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Marks_OfTheChart_AreToldByTheKeyboard()
    {
        var trade = await desk.Host.Until(async () => (await desk.Host.Get("/api/trades"))["items"]!.AsArray().FirstOrDefault());
        await using var page = await desk.Open($"monitors/{trade["symbol"]}");
        var chart = page.Find($"[role=group][aria-label^='Bars of {trade["symbol"]}, last close']");
        await chart.WaitForAsync();
        await chart.FocusAsync();
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 400 && told.Count < 400; i++)
        {
            await page.Page.Keyboard.PressAsync("ArrowRight");
            if (!told.Add(await page.Find("#happened").InnerTextAsync()))
            {
                break;
            }
        }

        told.ShouldContain(text => text.Contains(": order to ", StringComparison.Ordinal));
        told.ShouldContain(text => text.Contains(": fill, ", StringComparison.Ordinal));
        page.Troubles.ShouldBeEmpty();
    }

    /// <summary>Every time of a row is that of its moment in the zone.</summary>
    private static Task Shows(DeskPage page, string zone) => page.Page.WaitForFunctionAsync(
        """
        zone => {
          const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
          const rows = [...document.querySelectorAll('main tbody time')];
          return rows.length > 0 && rows.every(row => row.textContent.endsWith(clock.format(new Date(row.dateTime))));
        }
        """,
        zone);
}
