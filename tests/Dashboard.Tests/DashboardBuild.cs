namespace TradingFunctions.Dashboard.Tests;

/// <summary>What the build put into the dashboard's assembly.</summary>
internal static class DashboardBuild
{
    public static bool IsComplete { get; } = typeof(DashboardPages).Assembly.GetManifestResourceNames().Contains("web/app.js", StringComparer.Ordinal);
}
