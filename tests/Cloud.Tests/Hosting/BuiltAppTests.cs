using System.Text.Json;
using TradingFunctions.Api.Routing;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline;

namespace TradingFunctions.Cloud.Tests.Hosting;

/// <summary>What the Functions host reads in the built app's folder: the list of functions, the list of extensions, its settings.</summary>
public sealed class BuiltAppTests
{
    /// <summary>Assembly of the extension that serves a binding.</summary>
    static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["httpTrigger"] = "",
        ["http"] = "",
        ["timerTrigger"] = "",
        ["queueTrigger"] = "Microsoft.Azure.WebJobs.Extensions.Storage.Queues",
        ["serviceBusTrigger"] = "Microsoft.Azure.WebJobs.Extensions.ServiceBus",
        ["orchestrationTrigger"] = "Microsoft.Azure.WebJobs.Extensions.DurableTask",
        ["activityTrigger"] = "Microsoft.Azure.WebJobs.Extensions.DurableTask",
        ["durableClient"] = "Microsoft.Azure.WebJobs.Extensions.DurableTask",
        ["signalR"] = "Microsoft.Azure.WebJobs.Extensions.SignalRService",
        ["signalRConnectionInfo"] = "Microsoft.Azure.WebJobs.Extensions.SignalRService",
    };

    static string Folder { get; } = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Cloud.Tests"), Path.Combine("functions", "Azure"), StringComparison.Ordinal));

    [Fact]
    public void Functions_OfTheBuiltApp_AreAllRoutesTimersQueuesOrchestrationsAndActivities()
    {
        var functions = Functions();
        string[] hands = ["DashboardHttp", "SessionHttp", "NegotiateLiveHttp"];

        functions.Select(function => function.Name).ShouldBeUnique();
        Names("httpTrigger").Length.ShouldBe(ApiRoutes.All.Count + hands.Length);
        hands.ShouldBeSubsetOf(Names("httpTrigger"));
        Names("orchestrationTrigger").ShouldBe(PipelineCatalog.All.Orchestrations.Select(definition => definition.Name), ignoreOrder: true);
        Names("activityTrigger").ShouldBe(PipelineCatalog.All.Activities.Select(definition => definition.Name), ignoreOrder: true);
        Names("timerTrigger").ShouldBe(
            [
                "MarketScanTimer", "EndOfDayTimer", "LiquidationTimer", "RetentionTimer", "IngestionTimer", "RetrainingTimer", "OrdersTimer", "ReconcileTimer", "CleanUpTimer", "RecordsTimer", "LiveTimer",
            ],
            ignoreOrder: true);
        Names("serviceBusTrigger").ShouldBe(["SignalsFromServiceBus", "OrderEventsFromServiceBus"], ignoreOrder: true);
        Names("queueTrigger").ShouldBe(["SignalsFromStorageQueue"]);
        functions.Where(function => !function.Bindings.Any(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();

        string[] Names(string trigger) => [.. functions.Where(function => function.Bindings.Any(binding => binding.Type.Equals(trigger, StringComparison.OrdinalIgnoreCase))).Select(function => function.Name)];
    }

    [Fact]
    public void Bindings_OfTheBuiltApp_HaveAnExtensionEach()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "extensions.json")));
        var loaded = json.RootElement.GetProperty("extensions").EnumerateArray().Select(extension => extension.GetProperty("typeName").GetString()!).ToArray();

        foreach (var type in Functions().SelectMany(function => function.Bindings).Select(binding => binding.Type).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Extensions.ShouldContainKey(type);
            if (Extensions[type] is { Length: > 0 } assembly && !IsStandIn(assembly))
                loaded.ShouldContain(name => name.Contains(assembly, StringComparison.Ordinal), type);
        }

        // A build without the vendor's assembly of an extension leaves its own, empty one: nothing to be listed.
        static bool IsStandIn(string assembly) => !File.Exists(Path.Combine(Folder, ".azurefunctions", $"{assembly}.dll")) || new FileInfo(Path.Combine(Folder, ".azurefunctions", $"{assembly}.dll")).Length < 8_192;
    }

    [Fact]
    public void Settings_ThatBindingsName_AreInTheSampleAndCheckedAtTheStart()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "..", "..", "..", "..", "..", "local.settings.sample.json")));
        var known = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).ToArray();
        var bindings = Functions().SelectMany(function => function.Bindings).ToArray();

        bindings.Select(binding => binding.Connection).OfType<string>().Distinct().ShouldBeSubsetOf(known);
        bindings.Select(binding => binding.Schedule).OfType<string>().Distinct().ShouldBe(AppSettings.Timers.Select(name => $"%{name}%"), ignoreOrder: true);
    }

    [Fact]
    public void HostFile_OfTheBuiltApp_IsTheRootsAndNamesNoBundle()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "host.json"));
        text.ShouldBe(File.ReadAllText(Path.Combine(Folder, "..", "..", "..", "..", "..", "host.json")));
        using var json = JsonDocument.Parse(text);

        // The worker brings its extensions; a bundle beside them would be loaded instead.
        json.RootElement.TryGetProperty("extensionBundle", out _).ShouldBeFalse();
        var sections = json.RootElement.GetProperty("extensions").EnumerateObject().Select(section => section.Name);
        sections.ShouldBe(["http", "durableTask", "serviceBus", "queues"], ignoreOrder: true);
        json.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBeEmpty();
        json.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("defaultVersion").GetString().ShouldBe(PipelineCatalog.Version);
    }

    [Fact]
    public void HostFile_OfTheBuiltApp_QuietensFunctionsThatThereAre()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "host.json")));
        const string Category = "Function.";
        var quiet = json.RootElement.GetProperty("logging").GetProperty("logLevel").EnumerateObject().Where(level => level.Name.StartsWith(Category, StringComparison.Ordinal)).ToArray();

        quiet.Select(level => level.Name[Category.Length..]).ShouldBe(["LiveSnapshotHttp", "LiveTimer"]);
        quiet.Select(level => level.Name[Category.Length..]).ShouldBeSubsetOf(Functions().Select(function => function.Name));
        quiet.ShouldAllBe(level => level.Value.GetString() == "Warning");

        // Alerts look for traces.
        json.RootElement.GetProperty("logging").GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("excludedTypes").GetString().ShouldBe("Exception;Trace");
    }

    static Function[] Functions()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "functions.metadata")));
        return [.. json.RootElement.EnumerateArray().Select(function => new Function(
            function.GetProperty("name").GetString()!,
            [.. function.GetProperty("bindings").EnumerateArray().Select(binding => new Binding(binding.GetProperty("type").GetString()!, Text(binding, "connection"), Text(binding, "schedule")))]))];
    }

    static string? Text(JsonElement binding, string name) => binding.TryGetProperty(name, out var value) ? value.GetString() : null;

    sealed record Function(string Name, Binding[] Bindings);

    sealed record Binding(string Type, string? Connection, string? Schedule);
}
