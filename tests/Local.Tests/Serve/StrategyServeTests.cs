using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Local.Tests.Serve;

/// <summary>Strategies of a host that trades: switched on and set by the command line, kept over a restart; a plug-in that fails goes off and the rest goes on.</summary>
public sealed class StrategyServeTests
{
    [Fact]
    public async Task Strategy_EnabledByTheCommandLine_TradesFromTheNextChecks_AndARestartKeepsIt()
    {
        using var folder = new TempFolder();
        await using (var host = await ServedHost.Start(folder["data"], "--speed", "240"))
        {
            await host.Until(async () => (await host.Get("/api/monitors"))["items"]!.AsArray().FirstOrDefault());
            (await Cli(host, "strategies", "set", "momentum", "buyAbove=0.00001", "maxPositionShare=0.01", "--as", "anna", "--reason", "eager")).Code.ShouldBe(ExitCodes.Ok);
            (await Cli(host, "strategies", "enable", "momentum", "--as", "anna", "--reason", "trial")).Code.ShouldBe(ExitCodes.Ok);

            var order = await host.Until(async () => (await host.Get("/api/orders?limit=1000"))["items"]!.AsArray().FirstOrDefault(order => (string)order!["strategy"]! == "momentum"));

            var trail = await host.Get($"/api/orders/{order["id"]}/trail");
            trail.ToJsonString().ShouldContain("momentum.buy");
            var figures = await host.Until(async () => (await host.Get("/api/strategies/momentum")) is var shown && (long)shown["evaluation"]!["evaluations"]! > 0 ? shown : null);
            ((string)figures["state"]!).ShouldBe("running");
        }

        await using var again = await ServedHost.Start(folder["data"], "--speed", "240");
        var (code, output) = await Cli(again, "strategies", "show", "momentum", "--json");

        code.ShouldBe(ExitCodes.Ok);
        var momentum = JsonNode.Parse(output)!;
        ((bool)momentum["enabled"]!, (double)momentum["parameters"]!["buyAbove"]!, (decimal)momentum["maxPositionShare"]!).ShouldBe((true, 0.00001, 0.01m));
        (await again.Get("/api/audit?limit=100"))["items"]!.AsArray().Select(row => (string)row!["subject"]!).ShouldContain("strategies.momentum.enabled");
    }

    [Fact]
    public async Task Plugins_ThatThrowAndSpin_GoOffWithAReport_AndTheRestGoesOn()
    {
        using var folder = new TempFolder();
        using var spinner = new SpinningPlugin();
        PluginCompiler.Compile(folder["plugins"], "Acme.Thrower", PluginSources.Thrower.Replace("Hour >= 11", "Hour >= 0", StringComparison.Ordinal));
        PluginCompiler.Compile(folder["plugins"], "Acme.Spinner", spinner.Source.Replace("Hour >= 11", "Hour >= 0", StringComparison.Ordinal));
        PluginCompiler.Compile(folder["plugins"], "Acme.Nothing", "namespace Acme; public sealed class Nothing;");
        File.WriteAllText(folder["trading.yaml"], "plugins: { budget: 300ms }");
        await using var host = await ServedHost.Start(null, "--speed", "240", "--plugins", folder["plugins"], "--config", folder["trading.yaml"]);
        await host.Until(async () => (await host.Get("/api/monitors"))["items"]!.AsArray().FirstOrDefault());
        (await Cli(host, "strategies", "list")).Output.ShouldContain("It has no strategy");
        (await Cli(host, "strategies", "enable", "thrower", "--as", "anna", "--reason", "trial")).Code.ShouldBe(ExitCodes.Ok);
        (await Cli(host, "strategies", "enable", "spinner", "--as", "anna", "--reason", "trial")).Code.ShouldBe(ExitCodes.Ok);

        await Faulted(host, "thrower", "InvalidOperationException: told you");
        await Faulted(host, "spinner", "did not answer within 0.3 s");

        var checks = await Checks(host);
        await host.Until(async () => await Checks(host) > checks + 5 ? "they go on" : null);
        var rows = (await host.Get("/api/audit?limit=100"))["items"]!.AsArray();
        rows.Count(row => (string)row!["kind"]! == "strategyDisabled" && (string)row["by"]! == "host").ShouldBe(2);
        (await Cli(host, "strategies", "list")).Output.ShouldContain("faulted");
        (await host.Get("/api/health/ready")).ToJsonString().ShouldNotContain("\"ready\":false");

        (await Cli(host, "strategies", "enable", "thrower", "--as", "anna", "--reason", "once more")).Code.ShouldBe(ExitCodes.Ok);
        await host.Until(async () => (await host.Get("/api/audit?limit=100"))["items"]!.AsArray().Count(row => (string)row!["kind"]! == "strategyDisabled") == 3 ? "again" : null);
    }

    [Fact]
    public async Task Analysis_OfAHost_TakesThePlugInsThatItHas_AndSaysWhyItTakesNoOther()
    {
        using var folder = new TempFolder();
        PluginCompiler.Compile(folder["plugins"], "Acme.Dips", PluginSources.Dips);
        Directory.CreateDirectory(Path.Combine(folder["data"], "prices"));
        await File.WriteAllLinesAsync(Path.Combine(folder["data"], "prices", "p.csv"), ["timestamp,A,B", .. Enumerable.Range(1, 20).Select(day => $"2024-01-{day:00},{100 + day},{50 - day}")]);
        await using var host = await ServedHost.Start(folder["data"], "--plugins", folder["plugins"]);

        using var started = await host.Send(HttpMethod.Post, "/api/analyses", """{"prices":"p.csv","id":"dips","strategy":"dips","parameters":{"ups":[2,4]}}""");
        ((int)started.StatusCode).ShouldBe(202, await started.Content.ReadAsStringAsync());
        var over = await host.Until(async () => (await host.Get("/api/analyses/dips")) is var now && (string)now["status"]! != "running" ? now : null);

        ((string)over["status"]!, (int)over["totals"]!["buys"]!, over["variants"]!.AsArray().Count).ShouldBe(("finished", 18, 2));
        ((string)(await host.Get("/api/runs/dips"))["parameters"]!["code"]!).Length.ShouldBe(64);
        foreach (var (strategy, why) in new[] { ("volume-breakout", "carries no volume"), ("trained", "needs a model"), ("acme-magic", "Must be one of momentum") })
        {
            using var refused = await host.Send(HttpMethod.Post, "/api/analyses", $$"""{"prices":"p.csv","strategy":"{{strategy}}"}""");
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
            ((int)refused.StatusCode, (string)problem["errors"]![0]!["field"]!).ShouldBe((422, "strategy"));
            problem.ToJsonString().ShouldContain(why);
        }
    }

    private static async Task Faulted(ServedHost host, string name, string why)
    {
        var strategy = await host.Until(async () => await host.Get($"/api/strategies/{name}") is var shown && (string)shown["state"]! == "faulted" ? shown : null);
        ((string)strategy["fault"]!["message"]!).ShouldContain(why);
    }

    private static async Task<int> Checks(ServedHost host) => (await host.Get("/api/monitors"))["items"]!.AsArray().Sum(monitor => (int)monitor!["checks"]!);

    private static async Task<(int Code, string Output)> Cli(ServedHost host, params string[] arguments)
    {
        var output = new StringWriter();
        var code = await CommandLine.Run([.. arguments, "--url", host.Http.BaseAddress!.ToString(), "--key", host.Key], new CliConsole(output, output, TextReader.Null), CancellationToken.None);
        return (code, output.ToString());
    }
}
