using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The chart of a symbol.</summary>
[Collection(DeskCollection.Name)]
public sealed class ChartTests(Desk desk)
{
    [BrowserFact]
    public async Task LevelsOfThePlan_AreNamedBesideTheBars_NeverOverThemOrEachOther()
    {
        foreach (var screen in (Screen[])[Screen.Desktop, Screen.All[3]])
        {
            await using var page = await desk.Open("monitors", screen);
            await page.Find(".tile .symbol").First.WaitForAsync();
            foreach (var symbol in (await page.Find(".tile .symbol").AllInnerTextsAsync()).Take(4))
            {
                await page.Go($"monitors/{symbol}");
                await page.Find(".levels > span").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

                // Plot, picture and labels of one moment: left, top, right, bottom.
                var boxes = await page.Page.EvaluateAsync<double[][]>(
                    "() => ['.u-over', '.u-wrap', '.levels > span'].flatMap(s => [...document.querySelectorAll(s)]).map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])");
                var (plot, picture, labels) = (boxes[0], boxes[1], boxes[2..]);
                labels.ShouldNotBeEmpty(symbol);
                labels.ShouldAllBe(label => label[0] >= plot[2] && label[2] <= picture[2] + 1 && label[1] >= picture[1] - 1 && label[3] <= picture[3] + 1, $"{symbol} on {screen.Name}");
                foreach (var (upper, lower) in labels.Zip(labels.Skip(1)))
                {
                    lower[1].ShouldBeGreaterThanOrEqualTo(upper[3] - 0.5, $"{symbol} on {screen.Name}");
                }
            }

            page.Troubles.ShouldBeEmpty();
        }
    }
}
