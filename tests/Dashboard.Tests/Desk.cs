using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Tests.Serve;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>One host and one browser for all tests: the host trades its made-up market from the start.</summary>
public sealed class Desk : IAsyncLifetime
{
    /// <summary>A message that was given up before the host started.</summary>
    public const string PoisonId = "broken-message";

    public const string AnalysisName = "Three made-up contracts";

    private const string AnalysisId = "desk-analysis";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("desk");
    private IPlaywright? playwright;

    public ServedHost Host { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null || !DashboardBuild.IsComplete)
        {
            return;
        }

        await LeavePoison();
        await LeavePrices();
        Host = await ServedHost.Start(data.FullName);
        playwright = await Playwright.CreateAsync();
        Browser = await Chromium.Launch(playwright);
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
            playwright!.Dispose();
            await Host.DisposeAsync();
        }

        data.Delete(recursive: true);
    }

    private async Task LeavePoison()
    {
        using var queue = SqliteSignalQueue.Open(Path.Combine(data.FullName, "queue.db"), TimeProvider.System, maxAttempts: 1);
        await queue.Enqueue(PoisonId, "{\"no\":\"signal\"}"u8.ToArray(), priority: 1, CancellationToken.None);
        var message = (await queue.Receive(1, TimeSpan.FromMinutes(1), CancellationToken.None)).Single();
        await queue.Abandon(message, "It holds no signal.", TimeSpan.Zero, CancellationToken.None);
    }

    private async Task LeavePrices()
    {
        var prices = new StringBuilder("timestamp,AAA,BBB,index\n");
        for (var i = 0; i < 300; i++)
        {
            prices.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc).AddMinutes(i):yyyy-MM-ddTHH:mm:ssZ},{100 + (5 * Math.Sin(i / 3d)):F4},{50 + (3 * Math.Cos(i / 5d)):F4},{1000 + i}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(data.FullName, "prices")).FullName, "desk.csv"), prices.ToString());
    }

    /// <summary>A finished analysis of the host's own price table.</summary>
    public async Task<JsonNode> Analysis()
    {
        var body = new JsonObject { ["prices"] = "desk.csv", ["id"] = AnalysisId, ["name"] = AnalysisName };
        using var started = await Host.Send(HttpMethod.Post, "/api/analyses", body.ToJsonString());
        started.IsSuccessStatusCode.ShouldBeTrue(await started.Content.ReadAsStringAsync());
        return await Host.Until(async () => (await Host.Get("/api/analyses"))["items"]!.AsArray().FirstOrDefault(item => (string)item!["id"]! == AnalysisId && (string)item["status"]! == "finished"));
    }

    /// <summary>A signed-in page that notes everything that goes wrong in it.</summary>
    /// <param name="host">Null for the one of all tests.</param>
    /// <param name="before">What is done with the page before it is opened.</param>
    /// <param name="timezone">Where the reader is; null for where the machine is.</param>
    public async Task<DeskPage> Open(string view, Screen? screen = null, ServedHost? host = null, Func<IPage, Task>? before = null, string? timezone = null)
    {
        var page = await Blank(screen, host, timezone);
        if (before is not null)
        {
            await before(page.Page);
        }

        await page.Go(view);
        return page;
    }

    /// <summary>A page whose browser is signed in, and that shows nothing yet.</summary>
    public async Task<DeskPage> Blank(Screen? screen = null, ServedHost? host = null, string? timezone = null)
    {
        screen ??= Screen.Desktop;
        host ??= Host;
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = host.Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = 1,
            TimezoneId = timezone,
        });
        var page = new DeskPage(context, await context.NewPageAsync());
        await page.SignIn(host.Key);
        return page;
    }
}

/// <param name="Name">For files.</param>
public sealed record Screen(string Name, int Width, int Height, bool Dark)
{
    public static readonly Screen Desktop = new("desktop-dark", 1440, 900, Dark: true);

    public static readonly Screen[] All = [Desktop, new("desktop-light", 1440, 900, Dark: false), new("phone-dark", 390, 844, Dark: true), new("phone-light", 390, 844, Dark: false)];
}

[CollectionDefinition(Name)]
public sealed class DeskCollection : ICollectionFixture<Desk>
{
    public const string Name = "desk";
}
