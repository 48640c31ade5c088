using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.TestKit.Clocks;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Configuration;

public sealed class DynamicConfigurationTests
{
    private static readonly DateTime Start = new(2024, 3, 1, 15, 0, 0, DateTimeKind.Utc);

    private static readonly TradingOptions File = new()
    {
        Risk = new RiskLimits { MaxOrderNotional = new Money(50_000m), MaxPositions = 7, PriceCollar = null },
        Strategies = [new StrategyOptions { Id = new StrategyId("momentum"), AllowShort = true }],
    };

    private readonly ManualClock clock = new(Start);
    private readonly DynamicConfiguration configuration;

    public DynamicConfigurationTests() => configuration = new DynamicConfiguration(new InMemoryDocumentStore(), clock);

    private Task Seed(TradingOptions? file = null) => configuration.Seed(file ?? File, CancellationToken.None);

    private Task<DynamicSettings> Load() => configuration.Load(CancellationToken.None);

    private Task<VersionedSection> Read(string section) => configuration.Read(section, CancellationToken.None);

    private async Task<ConfigurationUpdate> Set(string key, JsonNode? value, string? etag = null) =>
        await configuration.UpdateOne("risk", key, value, etag ?? (await Read("risk")).ETag, "ada", "a test", CancellationToken.None);

    [Fact]
    public async Task Load_NothingSeeded_GivesDefaults()
    {
        var settings = await Load();
        settings.Risk.MaxPositions.ShouldBe(50);
        settings.Strategies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Seed_EmptyStore_TakesTheFile()
    {
        await Seed();
        var settings = await Load();
        settings.Risk.MaxOrderNotional.ShouldBe(new Money(50_000m));
        settings.Risk.MaxPositions.ShouldBe(7);
        settings.Risk.PriceCollar.ShouldBeNull();
        settings.Risk.MaxDrawdown.ShouldBe(0.20m);
        settings.Strategies.ShouldHaveSingleItem().AllowShort.ShouldBeTrue();
    }

    [Fact]
    public async Task Seed_SecondTime_LeavesTheStoreAsItIs()
    {
        await Seed();
        (await Set("maxPositions", 9)).Status.ShouldBe(UpdateStatus.Done);
        await Seed(new TradingOptions { Risk = new RiskLimits { MaxPositions = 3 } });
        (await Load()).Risk.MaxPositions.ShouldBe(9);
        (await Read("risk")).Section.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Update_ValidValue_IsInForceAndRecorded()
    {
        await Seed();
        clock.Advance(TimeSpan.FromMinutes(1));
        var update = await Set("maxOrderNotional", 60_000);
        update.Status.ShouldBe(UpdateStatus.Done);
        update.Current.Section.Revision.ShouldBe(2);
        (await Load()).Risk.MaxOrderNotional.ShouldBe(new Money(60_000m));

        var history = await configuration.History("risk", 10, CancellationToken.None);
        history.Select(change => change.Revision).ShouldBe([2, 1]);
        history[0].ChangedBy.ShouldBe("ada");
        history[0].Reason.ShouldBe("a test");
        history[0].ChangedUtc.ShouldBe(Start.AddMinutes(1));
        history[0].Before!["maxOrderNotional"]!.GetValue<decimal>().ShouldBe(50_000m);
        history[0].After["maxOrderNotional"]!.GetValue<decimal>().ShouldBe(60_000m);
        history[1].Before.ShouldBeNull();
    }

    [Fact]
    public async Task Update_Null_UnsetsALimit()
    {
        await Seed();
        (await Set("maxDrawdown", value: null)).Status.ShouldBe(UpdateStatus.Done);
        (await Load()).Risk.MaxDrawdown.ShouldBeNull();
    }

    [Fact]
    public async Task Update_OldETag_ChangesNothingAndGivesTheCurrentOne()
    {
        await Seed();
        var old = (await Read("risk")).ETag;
        await Set("maxPositions", 9);
        var update = await Set("maxPositions", 10, old);
        update.Status.ShouldBe(UpdateStatus.Changed);
        update.Current.ETag.ShouldBe((await Read("risk")).ETag);
        (await Load()).Risk.MaxPositions.ShouldBe(9);
        (await configuration.History("risk", 10, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("maxPositions", "0", "risk.maxPositions")]
    [InlineData("maxPositions", "\"many\"", "risk.maxPositions")]
    [InlineData("maxPosition", "5", "risk.maxPosition")]
    [InlineData("window", "null", "risk.window")]
    public async Task Update_WrongValue_ChangesNothingAndNamesTheKey(string key, string json, string path)
    {
        await Seed();
        var update = await Set(key, JsonNode.Parse(json));
        update.Status.ShouldBe(UpdateStatus.Invalid);
        update.Errors.ShouldHaveSingleItem().Path.ShouldBe(path);
        (await Read("risk")).Section.Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Update_Strategies_ReplacesTheList()
    {
        await Seed();
        var etag = (await Read("strategies")).ETag;
        var list = JsonNode.Parse("""[{"id":"a","enabled":false},{"id":"b"}]""")!;
        (await configuration.Update("strategies", list, etag, "ada", "a test", CancellationToken.None)).Status.ShouldBe(UpdateStatus.Done);
        (await Load()).Strategies.Select(strategy => (strategy.Id.Value, strategy.Enabled)).ShouldBe([("a", false), ("b", true)]);

        var twice = JsonNode.Parse("""[{"id":"a"},{"id":"a"}]""")!;
        (await configuration.Update("strategies", twice, (await Read("strategies")).ETag, "ada", "a test", CancellationToken.None)).Status.ShouldBe(UpdateStatus.Invalid);
    }

    [Fact]
    public async Task Update_UnknownSectionOrNobody_IsRefused()
    {
        await Seed();
        await Should.ThrowAsync<ArgumentException>(() => configuration.Update("broker", new JsonObject(), "1", "ada", "x", CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => configuration.Update("risk", new JsonObject(), "1", " ", "x", CancellationToken.None));
    }

    [Fact]
    public async Task Updates_AtOnce_LoseNothing()
    {
        await Seed();
        var etag = (await Read("risk")).ETag;
        var updates = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Set("maxPositions", i, etag)));
        updates.Count(u => u.Status == UpdateStatus.Done).ShouldBe(1);
        updates.Count(u => u.Status == UpdateStatus.Changed).ShouldBe(7);
    }

    [Fact]
    public async Task Diff_ShowsWhereFileAndStoreDiffer()
    {
        await Seed();
        (await configuration.Diff(File, CancellationToken.None)).ShouldBeEmpty();
        await Set("maxOrderNotional", 60_000);
        await Set("maxDrawdown", value: null);
        (await configuration.Diff(File, CancellationToken.None)).ShouldBe(
        [
            new ConfigDifference("risk.maxDrawdown", "0.20", InForce: null),
            new ConfigDifference("risk.maxOrderNotional", "50000", "60000"),
        ]);
    }

    [Fact]
    public async Task ToRules_CarriesLimitsSizingAndOrderTerms()
    {
        await Seed();
        var rules = (await Load()).ToRules(new OrderOptions { EntryType = Domain.Orders.OrderType.Limit, MarketOrderBuffer = 0.03m });
        rules.Limits.MaxPositions.ShouldBe(7);
        rules.EntryType.ShouldBe(Domain.Orders.OrderType.Limit);
        rules.MarketOrderBuffer.ShouldBe(0.03m);
    }
}
