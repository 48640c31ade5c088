using System.Text.Json.Nodes;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>Analyses on the page: what they came to, and their reports.</summary>
[Collection(DeskCollection.Name)]
public sealed class AnalysisTests(Desk desk)
{
    [BrowserFact]
    public async Task FinishedAnalysis_ShowsItsNumbers_AndItsReportOpens()
    {
        var analysis = await desk.Analysis();
        var metrics = analysis["metrics"]!;
        await using var page = await desk.Open("runs");
        var card = page.Find($".analyses > li:has-text('{Desk.AnalysisName}')");
        await card.WaitForAsync();

        (await card.Locator(".badge").First.InnerTextAsync()).ShouldBe("finished");
        (await card.InnerTextAsync()).ShouldContain("desk.csv");
        var shown = await card.Locator("dt").EvaluateAllAsync<string[]>("names => names.map(name => `${name.textContent} ${name.nextElementSibling.textContent}`)");
        shown.ShouldBe([Fact("Contracts", "contracts"), Fact("Failed", "failed"), Fact("Buys", "buys"), Fact("Sells", "sells"), Success(metrics["success_rate"])]);

        var report = await page.Page.RunAndWaitForPopupAsync(() => card.Locator("a:has-text('report.html')").ClickAsync());
        await report.WaitForLoadStateAsync();
        (await report.TitleAsync()).ShouldContain(Desk.AnalysisName);
        (await report.Locator("body").InnerTextAsync()).ShouldContain("AAA");
        page.Troubles.ShouldBeEmpty();

        string Fact(string name, string metric) => $"{name} {(long)(double)metrics[metric]!:#,##0}";
        static string Success(JsonNode? rate) => FormattableString.Invariant($"Success {(double)rate! * 100:F2} %");
    }
}
