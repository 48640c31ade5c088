using System.Diagnostics;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>The commands of docs/write-a-strategy.md: a plug-in made from the template outside the repository is found and trades.</summary>
public sealed class TemplateTests
{
    [Fact]
    public async Task Template_OutsideTheRepository_BuildsAndTradesInAReplay()
    {
        using var folder = new TempFolder();
        var hive = folder["hive"];
        await DotNet("new", "install", Path.Combine(Root, "templates", "strategy"), "--debug:custom-hive", hive);
        await DotNet("new", "trading-strategy", "-n", "Acme.DeepDips", "-o", folder["source"], "--contract", typeof(ITradingStrategy).Assembly.Location, "--debug:custom-hive", hive);
        await DotNet("build", folder["source"], "-c", "Release", "-o", folder["out"], "-nodeReuse:false");
        Directory.CreateDirectory(folder["plugins"]);
        File.Copy(Path.Combine(folder["out"], "Acme.DeepDips.dll"), Path.Combine(folder["plugins"], "Acme.DeepDips.dll"));
        File.Exists(Path.Combine(folder["out"], "TradingFunctions.Domain.dll")).ShouldBeFalse("the host has the contract");

        var report = await ReplayRunner.Run(
            new ReplayOptions
            {
                BarsPath = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 3, sessions: 1)),
                PluginsPath = folder["plugins"],
                Strategy = new StrategyId("acme-deep-dips"),
                Parameters = new() { ["discount"] = 0.001 },
            },
            new TradingOptions(),
            progress: null,
            CancellationToken.None);

        report.Strategies.ShouldHaveSingleItem().Trades.ShouldBeGreaterThan(0);
        report.AlertsLost.ShouldBe(0);
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "TradingFunctions.sln")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            }

            return folder;
        }
    }

    private static async Task DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}: {await output} {await error}");
    }
}
