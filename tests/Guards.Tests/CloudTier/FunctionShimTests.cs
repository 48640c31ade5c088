using System.Reflection;
using System.Text.Json;
using TradingFunctions.Api.Routing;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Pipeline;

namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>The functions of the app are the catalogue, the route table and the triggers, each once and nothing besides.</summary>
public sealed class FunctionShimTests
{
    static readonly Dictionary<string, ApiRoute> Routes = typeof(ApiRoutes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ApiRoute))
        .ToDictionary(field => field.Name, field => (ApiRoute)field.GetValue(null)!, StringComparer.Ordinal);

    [Fact]
    public void Names_OfFunctions_AreDistinctWhateverTheCase() =>
        FunctionShim.All.GroupBy(shim => shim.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void Orchestrations_OfTheCatalogue_AreFunctionsOfTheirNames() => Same(
        FunctionShim.Of("OrchestrationTrigger"), PipelineCatalog.All.Orchestrations.Select(definition => definition.Name), name => $"PipelineCatalog.{name}.Run(context, time)");

    [Fact]
    public void Activities_OfTheCatalogue_AreFunctionsOfTheirNames() => Same(
        FunctionShim.Of("ActivityTrigger"), PipelineCatalog.All.Activities.Select(definition => definition.Name), name => $"host.Run(PipelineCatalog.{name}, input, client, cancellationToken)");

    [Fact]
    public void Routes_OfTheApi_AreHttpFunctions()
    {
        Routes.Values.ShouldBe(ApiRoutes.All, ignoreOrder: true);
        var shims = FunctionShim.Of("HttpTrigger").Where(shim => shim.Body.StartsWith("front.Answer(", StringComparison.Ordinal)).ToDictionary(shim => shim.Name);

        shims.Keys.ShouldBe(Routes.Keys.Select(name => name + "Http"), ignoreOrder: true);
        foreach (var (name, route) in Routes)
        {
            var shim = shims[name + "Http"];
            shim.Body.ShouldBe($"front.Answer(ApiRoutes.{name}, request, client)", shim.Where);
            shim.Arguments.ShouldBe(
                [$"AuthorizationLevel.{(route.Open ? "Anonymous" : "Function")}", $"\"{route.Method.ToLowerInvariant()}\"", $"Route = \"{route.Pattern[1..]}\""], shim.Where);
        }
    }

    [Fact]
    public void HttpFunctions_WithoutAKey_AreTheOpenRoutesAndThePage() =>
        FunctionShim.Of("HttpTrigger").Where(shim => shim.Arguments[0] != "AuthorizationLevel.Function").Select(shim => shim.Name)
            .ShouldBe(Routes.Where(route => route.Value.Open).Select(route => route.Key + "Http").Append("DashboardHttp"), ignoreOrder: true);

    /// <summary>The Functions host takes the first route that fits, in the order of the functions' names: a path that two fit would go to whichever that is.</summary>
    [Fact]
    public void Routes_OfHttpFunctions_FitNoPathTwice()
    {
        var routes = FunctionShim.Of("HttpTrigger").SelectMany(shim => shim.Arguments.Skip(1).Where(text => text.StartsWith('"')).Select(method => (Method: method, Path: shim.Named("Route")!, shim.Name))).ToArray();
        var both = from one in routes
                   from other in routes
                   where string.CompareOrdinal(one.Name, other.Name) < 0 && one.Method == other.Method && Fit(one.Path.Split('/'), other.Path.Split('/'))
                   select $"{one.Name} and {other.Name}";

        both.ShouldBeEmpty();

        static bool Fit(string[] one, string[] other) =>
            one.Length == other.Length && one.Zip(other).All(pair => pair.First == pair.Second || pair.First.StartsWith('{') || pair.Second.StartsWith('{'));
    }

    [Fact]
    public void Timers_NameSchedulesThatTheStartChecks() =>
        FunctionShim.Of("TimerTrigger").Select(shim => shim.Text(0)).Distinct().ShouldBe(AppSettings.Timers.Select(name => $"%{name}%"), ignoreOrder: true);

    [Theory]
    [InlineData("MarketScanTimer", nameof(PipelineTriggers.ScanName))]
    [InlineData("EndOfDayTimer", nameof(PipelineTriggers.DayName))]
    [InlineData("LiquidationTimer", nameof(PipelineTriggers.LiquidationName))]
    [InlineData("RetentionTimer", nameof(PipelineTriggers.RetentionName))]
    [InlineData("IngestionTimer", nameof(PipelineTriggers.IngestionName))]
    [InlineData("RetrainingTimer", nameof(PipelineTriggers.RetrainingName))]
    public void Timer_OfATrigger_FiresIt(string function, string trigger) =>
        FunctionShim.Of("TimerTrigger").Single(shim => shim.Name == function).Body.ShouldBe($"Fire(PipelineTriggers.{trigger}, client, cancellationToken)");

    [Fact]
    public void Triggers_OfThePipeline_HaveATimerEach() =>
        FunctionShim.Of("TimerTrigger").Count(shim => shim.Body.StartsWith("Fire(", StringComparison.Ordinal))
            .ShouldBe(typeof(PipelineTriggers).GetFields(BindingFlags.Public | BindingFlags.Static).Count(field => field.Name.EndsWith("Name", StringComparison.Ordinal)));

    [Fact]
    public void Sample_OfTheLocalSettings_HasEverySettingThatFunctionsName()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));
        var values = sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!, StringComparer.Ordinal);

        AppSettings.Timers.Append("TASKHUB_NAME").Append("AzureWebJobsStorage").ShouldBeSubsetOf(values.Keys);
        values.Keys.Where(name => name.EndsWith(".Disabled", StringComparison.Ordinal)).Select(name => name.Split('.')[1]).ShouldBeSubsetOf(FunctionShim.All.Select(shim => shim.Name));
        FunctionShim.All.Select(shim => shim.Named("Connection")).OfType<string>().Distinct().ShouldBeSubsetOf(values.Keys);
    }

    static void Same(IEnumerable<FunctionShim> shims, IEnumerable<string> names, Func<string, string> body)
    {
        var found = shims.ToDictionary(shim => shim.Name);
        found.Keys.ShouldBe(names, ignoreOrder: true);
        foreach (var (name, shim) in found)
            shim.Body.ShouldBe(body(name), shim.Where);
    }
}
