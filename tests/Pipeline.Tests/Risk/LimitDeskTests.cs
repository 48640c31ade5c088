using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Risk;

public sealed class LimitDeskTests
{
    private static readonly PersonAct Anna = new(new CallerId("anna"), "market is calm");
    private static readonly PersonAct Ben = new(new CallerId("ben"), "checked with anna");
    private static readonly PersonAct Stranger = new(new CallerId("carl"), "why not");

    private static readonly TradingOptions File = new()
    {
        Risk = new RiskLimits { MaxOrderNotional = new Money(10_000m), MaxGrossExposure = 1m },
        RiskControl = new RiskControlOptions
        {
            Operators = [Anna.By, Ben.By],
            Floors = new RiskFloors { MaxOrderNotional = new Money(50_000m), PriceCollar = null },
        },
    };

    private readonly ManualClock clock = new(new DateTime(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc));
    private readonly InMemoryDocumentStore store = new();
    private readonly TradingRulesSource rules = new(new TradingRules());
    private readonly AuditTrail audit;

    public LimitDeskTests() => audit = new AuditTrail(store, new AccountId("main"), clock);

    [Fact]
    public async Task Change_ByAnOperator_IsInForceAtOnceAndRecorded()
    {
        var desk = await CreateSut();
        var before = await desk.Read(default);

        var change = await desk.Change("maxOrderNotional", 5_000m, before.ETag, Anna, default);

        change.Status.ShouldBe(LimitChangeStatus.Done);
        change.Limits!.ETag.ShouldNotBe(before.ETag);
        change.Limits.Revision.ShouldBe(2);
        rules.Current.Limits.MaxOrderNotional.ShouldBe(new Money(5_000m));
        var row = (await audit.List(after: null, 10, default)).Records.ShouldHaveSingleItem();
        (row.By, row.Subject, row.Before, row.After, row.Reason).ShouldBe(("anna", "risk.maxOrderNotional", "10000", "5000", "market is calm"));
    }

    [Fact]
    public async Task Change_WithAnOldETag_ChangesNothing()
    {
        var desk = await CreateSut();
        var before = await desk.Read(default);
        await desk.Change("maxPositions", 5, before.ETag, Anna, default);

        var late = await desk.Change("maxPositions", 6, before.ETag, Ben, default);

        late.Status.ShouldBe(LimitChangeStatus.Changed);
        rules.Current.Limits.MaxPositions.ShouldBe(5);
    }

    [Theory]
    [InlineData(50_000, LimitChangeStatus.Done)]
    [InlineData(50_000.01, LimitChangeStatus.Invalid)]
    public async Task Change_AroundTheFloor_IsRefusedBelowIt(double value, LimitChangeStatus expected)
    {
        var desk = await CreateSut();

        var change = await desk.Change("maxOrderNotional", (decimal)value, (await desk.Read(default)).ETag, Anna, default);

        change.Status.ShouldBe(expected);
        if (expected == LimitChangeStatus.Invalid)
        {
            change.Errors.ShouldHaveSingleItem().ToString().ShouldBe("risk.maxOrderNotional: must not be looser than riskControl.floors.maxOrderNotional (50000), is 50000.01.");
        }
    }

    [Fact]
    public async Task Change_ByAStranger_IsForbidden()
    {
        var desk = await CreateSut();

        (await desk.Change("maxPositions", 5, (await desk.Read(default)).ETag, Stranger, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);
        (await desk.AskOverride("maxPositions", 500, TimeSpan.FromMinutes(5), Stranger, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);
        (await audit.List(after: null, 10, default)).Records.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("noSuchLimit", LimitChangeStatus.NotFound)]
    [InlineData("priceCollar", LimitChangeStatus.NeedsOverride)]
    [InlineData("maxGrossExposure", LimitChangeStatus.Invalid)]
    public async Task Change_SwitchingALimitOff_IsRefused(string name, LimitChangeStatus expected)
    {
        var desk = await CreateSut();

        (await desk.Change(name, value: null, (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("requireReconciliation", "true", "false")]
    [InlineData("requireStop", "true", "false")]
    [InlineData("requireListedStrategy", "true", "false")]
    [InlineData("allowShort", "false", "true")]
    [InlineData("restrictedSymbols", "[\"GME\"]", "[]")]
    [InlineData("authorisedCallers", "[\"anna\"]", "[]")]
    [InlineData("closedMarket", "\"Deny\"", "\"QueueForNextSession\"")]
    [InlineData("minConfidence", "0.5", "0")]
    [InlineData("cooldown", "\"00:10:00\"", "\"00:00:00\"")]
    [InlineData("duplicateWindow", "\"00:00:10\"", "\"00:00:00\"")]
    public async Task Change_SwitchingAFlagAListOrANumberOff_TakesAnOverride(string name, string on, string off)
    {
        var desk = await CreateSut();
        (await desk.Change(name, JsonNode.Parse(on), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.Done);

        (await desk.Change(name, JsonNode.Parse(off), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.NeedsOverride);

        var asked = (await desk.AskOverride(name, JsonNode.Parse(off), TimeSpan.FromMinutes(10), Anna, default)).Override!;
        (await desk.ConfirmOverride(asked.Id, Ben, default)).Status.ShouldBe(LimitChangeStatus.Done);
        (await desk.Read(default)).Limits.Single(limit => limit.Name == name).Value!.ToJsonString().ShouldBe(JsonNode.Parse(off)!.ToJsonString());
        clock.Advance(TimeSpan.FromMinutes(10));
        await desk.Refresh(default);
        (await desk.Read(default)).Limits.Single(limit => limit.Name == name).Value!.ToJsonString().ShouldBe(JsonNode.Parse(on)!.ToJsonString());
    }

    [Fact]
    public async Task Change_OfALimitThatIsOff_MayLeaveItOff()
    {
        var desk = await CreateSut();

        (await desk.Change("restrictedSymbols", JsonNode.Parse("[]"), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.Done);
        (await desk.Change("minProfit", JsonNode.Parse("0"), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.Done);
        (await desk.Change("minProfit", JsonNode.Parse("-0.5"), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.Done);
        (await desk.Change("minProfit", JsonNode.Parse("-1"), (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.NeedsOverride);
    }

    [Fact]
    public async Task Change_AgainstAnotherLimit_NamesBoth()
    {
        var desk = await CreateSut();

        var change = await desk.Change("maxSectorShare", 0.05m, (await desk.Read(default)).ETag, Anna, default);

        change.Errors.ShouldHaveSingleItem().ToString().ShouldBe("risk.maxSymbolShare: must not exceed risk.maxSectorShare (0.05), is 0.10.");
    }

    /// <summary>FINRA, 2024: a price band was switched off by hand as malfunctioning, and stayed off while 635 bad orders went out.</summary>
    [Fact]
    public async Task PriceBand_SwitchedOffAsMalfunctioning_NeedsASecondPersonAndComesBackByItself()
    {
        var desk = await CreateSut();
        (await desk.Change("priceCollar", value: null, (await desk.Read(default)).ETag, Anna, default)).Status.ShouldBe(LimitChangeStatus.NeedsOverride);

        var asked = (await desk.AskOverride("priceCollar", value: null, TimeSpan.FromMinutes(10), Anna, default)).Override!;
        rules.Current.Limits.PriceCollar.ShouldBe(0.10m);
        (await desk.ConfirmOverride(asked.Id, Anna, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);
        rules.Current.Limits.PriceCollar.ShouldBe(0.10m);

        (await desk.ConfirmOverride(asked.Id, Ben, default)).Status.ShouldBe(LimitChangeStatus.Done);
        rules.Current.Limits.PriceCollar.ShouldBeNull();
        (await desk.Read(default)).Limits.Single(limit => limit.Name == "priceCollar").OverriddenUntilUtc.ShouldBe(clock.NowUtc.AddMinutes(10));

        clock.Advance(TimeSpan.FromMinutes(10));
        await desk.Refresh(default);
        rules.Current.Limits.PriceCollar.ShouldBe(0.10m);
        var rows = (await audit.List(after: null, 10, default)).Records;
        rows.Select(row => (row.Kind, row.By, row.ConfirmedBy)).ShouldBe(
            [(AuditKind.OverrideConfirmed, "ben", "ben"), (AuditKind.OverrideAsked, "anna", null)]);
        rows[0].UntilUtc.ShouldBe(asked.AskedUtc.AddMinutes(10));
        (rows[0].AskedBy, rows[0].ConfirmedBy, rows[0].Reason).ShouldBe(("anna", "ben", Ben.Reason));
    }

    [Fact]
    public async Task Override_TakesTwoOperators_AndTheSameNameInCapitalsIsNoSecondOne()
    {
        var desk = await CreateSut();
        (await desk.AskOverride("maxPositions", 500, TimeSpan.FromMinutes(10), Stranger, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);
        var asked = (await desk.AskOverride("maxPositions", 500, TimeSpan.FromMinutes(10), Anna, default)).Override!;

        (await desk.ConfirmOverride(asked.Id, Stranger, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);

        var open = new LimitDesk(new DynamicConfiguration(store, clock), store, audit, rules, File with { RiskControl = new RiskControlOptions() });
        (await open.ConfirmOverride(asked.Id, Anna with { By = new CallerId("ANNA") }, default)).Status.ShouldBe(LimitChangeStatus.Forbidden);
        rules.Current.Limits.MaxPositions.ShouldBe(50);
        (await open.ConfirmOverride(asked.Id, Ben, default)).Status.ShouldBe(LimitChangeStatus.Done);
        rules.Current.Limits.MaxPositions.ShouldBe(500);
    }

    [Fact]
    public async Task Override_WaitingTooLong_CannotBeConfirmed()
    {
        var desk = await CreateSut();
        var asked = (await desk.AskOverride("maxPositions", 500, TimeSpan.FromMinutes(10), Anna, default)).Override!;
        clock.Advance(TimeSpan.FromMinutes(16));

        (await desk.ConfirmOverride(asked.Id, Ben, default)).Status.ShouldBe(LimitChangeStatus.Changed);
        rules.Current.Limits.MaxPositions.ShouldBe(50);
    }

    [Fact]
    public async Task Override_EndedEarly_IsOver()
    {
        var desk = await CreateSut();
        var asked = (await desk.AskOverride("maxPositions", 500, TimeSpan.FromMinutes(10), Anna, default)).Override!;
        await desk.ConfirmOverride(asked.Id, Ben, default);
        rules.Current.Limits.MaxPositions.ShouldBe(500);

        (await desk.EndOverride(asked.Id, Anna, default)).Status.ShouldBe(LimitChangeStatus.Done);

        rules.Current.Limits.MaxPositions.ShouldBe(50);
        (await desk.EndOverride(asked.Id, Anna, default)).Status.ShouldBe(LimitChangeStatus.NotFound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(241)]
    public async Task Override_OfNoTimeOrTooMuch_IsRefused(int minutes)
    {
        var change = await (await CreateSut()).AskOverride("maxPositions", 500, TimeSpan.FromMinutes(minutes), Anna, default);

        (change.Status, change.Errors[0].Path).ShouldBe((LimitChangeStatus.Invalid, "minutes"));
    }

    [Fact]
    public async Task Override_BelowTheFloor_IsRefused() =>
        (await (await CreateSut()).AskOverride("maxOrderNotional", value: null, TimeSpan.FromMinutes(5), Anna, default)).Status.ShouldBe(LimitChangeStatus.Invalid);

    [Fact]
    public async Task Refresh_OnAnotherHost_TakesTheChangeOver()
    {
        var desk = await CreateSut();
        var otherRules = new TradingRulesSource(new TradingRules());
        var other = new LimitDesk(new DynamicConfiguration(store, clock), store, audit, otherRules, File);

        await desk.Change("maxPositions", 7, (await desk.Read(default)).ETag, Anna, default);
        await other.Refresh(default);

        otherRules.Current.Limits.MaxPositions.ShouldBe(7);
    }

    [Fact]
    public async Task Recover_ChangeWithoutItsRow_MakesItOnce()
    {
        var desk = await CreateSut();
        var configuration = new DynamicConfiguration(store, clock);
        await configuration.UpdateOne("risk", "maxPositions", JsonValue.Create(9), (await desk.Read(default)).ETag, "anna", "before the host died", default);

        await desk.Recover(default);
        await desk.Recover(default);

        (await audit.List(after: null, 500, default)).Records.Where(row => row.Reason == "before the host died").ShouldHaveSingleItem().Subject.ShouldBe("risk.maxPositions");
    }

    [Fact]
    public void Catalog_NamesEveryLimitOnce()
    {
        LimitCatalog.All.Select(limit => limit.Name).ShouldBe(ConfigurationJson.Default.RiskLimits.Properties.Select(property => property.Name), ignoreOrder: true);
        ConfigurationJson.Default.RiskFloors.Properties.ShouldAllBe(floor => LimitCatalog.Find(floor.Name) != null);
    }

    [Theory]
    [InlineData("maxPositions", "6", "5", true)]
    [InlineData("maxPositions", "5", "6", false)]
    [InlineData("maxPositions", "null", "5", true)]
    [InlineData("maxPositions", "5", "null", false)]
    [InlineData("minConfidence", "0.4", "0.5", true)]
    [InlineData("minConfidence", "0.5", "0.4", false)]
    [InlineData("cooldown", "\"00:01:00\"", "\"00:02:00\"", true)]
    [InlineData("cooldown", "\"00:02:00\"", "\"00:01:00\"", false)]
    [InlineData("requireStop", "false", "true", true)]
    [InlineData("requireStop", "true", "false", false)]
    [InlineData("allowShort", "true", "false", true)]
    [InlineData("allowShort", "false", "true", false)]
    [InlineData("restrictedSymbols", "[\"A\"]", "[\"A\",\"B\"]", true)]
    [InlineData("restrictedSymbols", "[\"A\",\"B\"]", "[\"A\"]", false)]
    [InlineData("authorisedCallers", "[]", "[\"a\"]", true)]
    [InlineData("authorisedCallers", "[\"a\",\"b\"]", "[\"a\"]", true)]
    [InlineData("authorisedCallers", "[\"a\"]", "[]", false)]
    [InlineData("closedMarket", "\"QueueForNextSession\"", "\"Deny\"", true)]
    [InlineData("closedMarket", "\"Deny\"", "\"QueueForNextSession\"", false)]
    [InlineData("window", "\"00:01:00\"", "\"00:02:00\"", false)]
    public void IsLooser_OfTwoValues_KnowsTheWay(string name, string value, string than, bool looser) =>
        LimitOrder.IsLooser(LimitCatalog.Find(name)!, JsonNode.Parse(value), JsonNode.Parse(than)).ShouldBe(looser);

    private async Task<LimitDesk> CreateSut()
    {
        var configuration = new DynamicConfiguration(store, clock);
        await configuration.Seed(File, default);
        var desk = new LimitDesk(configuration, store, audit, rules, File);
        await desk.Refresh(default);
        return desk;
    }
}
