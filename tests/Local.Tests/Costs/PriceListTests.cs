using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingFunctions.Local.Costs;

namespace TradingFunctions.Local.Tests.Costs;

public sealed partial class PriceListTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BuiltIn_OfThisBuild_HasEveryPriceWithItsSource()
    {
        var list = PriceList.Load(path: null);

        list.Prices.Keys.ShouldBe(Meters.All, ignoreOrder: true);
        list.Assumptions.Keys.ShouldBe(Assumed.All, ignoreOrder: true);
        list.Prices.Values.ShouldAllBe(price => price.Source.Length > 10);
        list.Prices.Values.Where(price => price.Amount is not null).ShouldAllBe(price => price.Date.Length >= 7);
        list.Assumptions.Values.ShouldAllBe(assumption => assumption.Why.Length > 3);
    }

    /// <summary>The bill is made for what is deployed.</summary>
    [Fact]
    public void Deployment_OfTheBuiltInList_IsWhatBicepDeploys()
    {
        var root = Root();
        var app = File.ReadAllText(Path.Combine(root, "bicep", "modules", "functionApp.bicep"));
        var main = File.ReadAllText(Path.Combine(root, "bicep", "main.bicep"));
        var timers = Directory.EnumerateFiles(Path.Combine(root, "functions", "Azure", "Triggers"), "*.cs").Concat(Directory.EnumerateFiles(Path.Combine(root, "functions", "Azure", "Http"), "*.cs")).Select(File.ReadAllText).ToArray();
        var deployment = PriceList.Load(path: null).Deployment;

        deployment.Timers.Select(timer => $"{timer.Setting}: '{timer.Schedule}'").ShouldBe(Schedule().Matches(app).Select(match => match.Value), ignoreOrder: true);
        foreach (var timer in deployment.Timers)
            timers.Sum(text => Regex.Count(text, $"TimerTrigger\\(\"%{timer.Setting}%\"")).ShouldBe(timer.Functions, timer.Setting);
        main.ShouldContain($"param instanceMemory int = {deployment.InstanceGb * 1024:0}");
        Regex.Count(main, "param alwaysReady(Http|Durable) int = 1").ShouldBe((int)deployment.AlwaysReadyInstances);
    }

    [Theory]
    [InlineData("prices.cosmos.requestUnits")]
    [InlineData("assumptions.turnSeconds")]
    public void List_WithoutSomething_IsRefusedByName(string missing)
    {
        var path = Write(list => list[missing.Split('.')[0]]!.AsObject().Remove(missing[(missing.IndexOf('.') + 1)..]));

        Should.Throw<PriceListException>(() => PriceList.Load(path)).Message.ShouldContain(missing);
    }

    [Fact]
    public void With_AnAmount_TakesThePlaceOfTheListsAndCountsAsConfirmed()
    {
        var list = PriceList.Load(path: null);

        var changed = list.With(["scheduler.actions=5", "cosmos.requestUnits=0.25"]);

        changed.Price(Meters.SchedulerActions).Of(2_000_000).ShouldBe(10m);
        changed.Price(Meters.SchedulerActions).Confirmed.ShouldBeTrue();
        changed.Price(Meters.RequestUnits).Per.ShouldBe(1_000_000m);
        list.Price(Meters.SchedulerActions).Amount.ShouldBeNull();
    }

    [Theory]
    [InlineData("scheduler.action=5", "'scheduler.action' is no price of the list")]
    [InlineData("=5", "'=5' is no price of the list")]
    [InlineData("scheduler.actions", "scheduler.actions must be an amount of at least 0")]
    [InlineData("scheduler.actions=-1", "scheduler.actions must be an amount of at least 0")]
    [InlineData("scheduler.actions=1,5", "scheduler.actions must be an amount of at least 0")]
    public void With_WhatIsNoAmount_IsRefusedByName(string amount, string problem) =>
        Should.Throw<PriceListException>(() => PriceList.Load(path: null).With([amount])).Message.ShouldContain(problem);

    [Fact]
    public void List_WithAPriceBelowZero_IsRefusedByName()
    {
        var path = Write(list => list["prices"]!["signalr.messages"]!["price"] = -1);

        Should.Throw<PriceListException>(() => PriceList.Load(path)).Message.ShouldContain("prices.signalr.messages");
    }

    [Fact]
    public void List_WithATableThatDoesNotRise_IsRefused()
    {
        var path = Write(list => list["requestUnits"]!["kilobytes"]![1] = 1);

        Should.Throw<PriceListException>(() => PriceList.Load(path)).Message.ShouldContain("requestUnits.kilobytes");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("{}")]
    public void List_ThatIsNone_IsRefusedWithItsPath(string text)
    {
        File.WriteAllText(folder["prices.json"], text);

        Should.Throw<PriceListException>(() => PriceList.Load(folder["prices.json"])).Message.ShouldContain(folder["prices.json"]);
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1024, "1")]
    [InlineData(1536, "1.02")]
    [InlineData(2048, "1.04")]
    [InlineData(2097152, "291.8")]
    [InlineData(4194304, "583.6")]
    public void RequestUnits_OfARead_GoByTheTable(long bytes, string units) =>
        PriceList.Load(path: null).RequestUnits.ToRead(bytes).ShouldBe(decimal.Parse(units, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(100, 0)]
    [InlineData(1_000_000, 0)]
    [InlineData(3_000_000, 4)]
    public void Price_BeyondTheFreeQuantity_IsCharged(int quantity, int cost) =>
        new Price(2, 1_000_000, 1_000_000, "a document", "2025-05", Confirmed: true).Of(quantity).ShouldBe(cost);

    [Fact]
    public void Price_ThatNobodyKnows_GivesNoCost() => new Price(null, 1, 0, "a document", "", Confirmed: false).Of(5).ShouldBeNull();

    private string Write(Action<JsonNode> change)
    {
        var list = JsonNode.Parse(PriceList.BuiltInText)!;
        change(list);
        File.WriteAllText(folder["prices.json"], list.ToJsonString());
        return folder["prices.json"];
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "TradingFunctions.sln")))
            at = Path.GetDirectoryName(at)!;
        return at;
    }

    [GeneratedRegex("TRADING_TIMER_[A-Z]+: '[^']+'")]
    private static partial Regex Schedule();
}
