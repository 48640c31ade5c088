using System.Globalization;
using Microsoft.Playwright;
using TradingFunctions.Hosting;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The page as the Functions app serves it.</summary>
[Collection(DeskCollection.Name)]
public sealed class AppPageTests(Desk desk)
{
    /// <summary>Longer than a page takes a silent host for live.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    [BrowserFact]
    public async Task LiveViewOfAnotherService_IsHeardWithoutTheKey_AndAskedForWhileItIsSilent()
    {
        await using var host = await AppHost.Start();
        await using var page = await Open(host);
        await page.Find(".pill[data-kind=live]").WaitForAsync();
        await Until(() => Task.FromResult(host.HeadersAtService.Contains("authorization")));
        host.HeadersAtService.ShouldNotContain("x-functions-key");
        var before = await Sequence(page);
        await Task.Delay(Silence);
        await Until(async () => await Sequence(page) > before);
        (await page.Find(".pill[data-kind=live]").CountAsync()).ShouldBe(1);
        page.Troubles.ShouldNotContain(trouble => trouble.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task LiveViewWhoseServiceFails_IsAskedFor()
    {
        await using var host = await AppHost.Start();
        host.StopService();
        await using var page = await Open(host);
        await page.Find(".pill[data-kind=live]").WaitForAsync();
        var before = await Sequence(page);
        await Until(async () => await Sequence(page) > before + 1);
    }

    [BrowserFact]
    public async Task AppWithEntra_ShowsWhereAdministratorsSignIn()
    {
        await using var host = await AppHost.Start(AdminCheck.EntraId);
        await using var page = await Open(host);
        (await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Administrator sign-in" }).GetAttributeAsync("href")).ShouldBe("/.auth/login/aad?post_login_redirect_uri=%2F");
    }

    private static async Task<long> Sequence(DeskPage page) =>
        long.Parse(await page.Find("html").GetAttributeAsync("data-sequence") ?? "-1", CultureInfo.InvariantCulture);

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private async Task<DeskPage> Open(AppHost host)
    {
        var context = await desk.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = host.Address });
        await context.AddInitScriptAsync($"sessionStorage.setItem('function-key', '{AppHost.Key}')");
        var page = new DeskPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync("/");
        return page;
    }
}
