using Microsoft.Playwright;

namespace TradingFunctions.Dashboard.Tests;

/// <summary>The system's browser.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Path,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
    });
}

/// <summary>A test in a real browser; skipped, saying why, where the machine has none or the page is not in the build.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "No Chromium on this machine: 'apt-get install chromium' or put one on the PATH.";
        }
        else if (!DashboardBuild.IsComplete)
        {
            Skip = "The dashboard is not in this build: Node or its packages were missing.";
        }
    }
}
