using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The dashboard in a browser, and everything that went wrong in it.</summary>
public sealed class DeskPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> troubles = [];

    public DeskPage(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Note($"{message.Type}: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => Note(error);
    }

    public IPage Page { get; }

    /// <summary>Console errors and warnings, script errors, violations of the content security policy.</summary>
    public string[] Troubles
    {
        get
        {
            lock (troubles)
            {
                return [.. troubles];
            }
        }
    }

    /// <summary>Signs in by request: the page finds the cookie.</summary>
    public async Task SignIn(string key)
    {
        var answer = await context.APIRequest.PostAsync("/session", new APIRequestContextOptions { DataObject = new { key } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    /// <summary>Opens a view and waits until it is live.</summary>
    public async Task Go(string view)
    {
        await Page.GotoAsync($"/#/{view}");
        await Page.Locator(".pill[data-kind=live]").WaitForAsync();
        await Page.Locator("main .view:not([data-loading])").WaitForAsync();
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>What axe-core finds that is serious or worse.</summary>
    public async Task<string[]> AccessibilityViolations()
    {
        await using var script = typeof(DeskPage).Assembly.GetManifestResourceStream("axe.js") ?? throw new InvalidOperationException("axe-core is not in this build.");
        using var reader = new StreamReader(script);
        await Page.EvaluateAsync($"() => {{ {await reader.ReadToEndAsync()} }}");
        var result = await Page.EvaluateAsync<string>("async () => JSON.stringify((await axe.run()).violations)");
        return
        [
            .. JsonNode.Parse(result)!.AsArray()
                .Where(violation => (string?)violation!["impact"] is "serious" or "critical")
                .SelectMany(violation => violation!["nodes"]!.AsArray().Select(node => $"{violation["id"]}: {node!["html"]} {node["failureSummary"]}")),
        ];
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Note(string trouble)
    {
        lock (troubles)
        {
            troubles.Add(trouble);
        }
    }
}
