using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class PlanValidatorTests
{
    public static TheoryData<PlanCondition> GoodConditions =>
    [
        PlanCondition.PriceAbove(10),
        PlanCondition.PriceBelow(10_000_000),
        PlanCondition.ChangeOverBars(1, -0.99),
        PlanCondition.ChangeOverBars(500, 10),
        PlanCondition.ChangeOverMinutes(500, 0.01),
        PlanCondition.VolumeSpike(1, 0.01),
        PlanCondition.VolumeSpike(500, 1000),
        PlanCondition.MovingAverageCross(1, 2, Relation.Above),
        PlanCondition.MovingAverageCross(499, 500, Relation.Below),
        PlanCondition.Rsi(2, Relation.Above, 99.9),
        PlanCondition.Rsi(100, Relation.Below, 0.1),
        PlanCondition.Spread(0.99),
        PlanCondition.StaleData(1),
        PlanCondition.TimeOfDay(new TimeOnly(9, 30), new TimeOnly(9, 31)),
        PlanCondition.TrailingStop(0.001),
    ];

    public static TheoryData<PlanCondition, string, string> BadConditions => new()
    {
        { PlanCondition.PriceAbove(0), "price", "RANGE" },
        { PlanCondition.PriceAbove(double.NaN), "price", "RANGE" },
        { PlanCondition.PriceBelow(10_000_000.1), "price", "RANGE" },
        { new PlanCondition(ConditionKind.PriceAbove), "price", "REQUIRED" },
        { PlanCondition.PriceAbove(10) with { Bars = 3 }, "bars", "UNEXPECTED" },
        { PlanCondition.ChangeOverBars(5, 0), "fraction", "RANGE" },
        { PlanCondition.ChangeOverBars(5, double.NaN), "fraction", "RANGE" },
        { PlanCondition.ChangeOverBars(0, 0.1), "bars", "RANGE" },
        { PlanCondition.ChangeOverBars(501, 0.1), "bars", "RANGE" },
        { PlanCondition.ChangeOverMinutes(501, 0.1), "minutes", "RANGE" },
        { PlanCondition.ChangeOverBars(5, 0.1) with { Minutes = 5 }, "bars", "CONTRADICTION" },
        { new PlanCondition(ConditionKind.ChangeOverWindow, Fraction: 0.1), "bars", "REQUIRED" },
        { PlanCondition.VolumeSpike(0, 2), "bars", "RANGE" },
        { PlanCondition.VolumeSpike(5, 0), "multiple", "RANGE" },
        { PlanCondition.VolumeSpike(5, double.PositiveInfinity), "multiple", "RANGE" },
        { PlanCondition.MovingAverageCross(5, 5, Relation.Above), "fast", "CONTRADICTION" },
        { PlanCondition.MovingAverageCross(0, 5, Relation.Above), "fast", "RANGE" },
        { PlanCondition.MovingAverageCross(5, 501, Relation.Above), "slow", "RANGE" },
        { PlanCondition.MovingAverageCross(5, 9, Relation.Above) with { Relation = null }, "relation", "REQUIRED" },
        { PlanCondition.MovingAverageCross(5, 9, (Relation)7), "relation", "UNKNOWN" },
        { PlanCondition.Rsi(1, Relation.Above, 70), "period", "RANGE" },
        { PlanCondition.Rsi(101, Relation.Above, 70), "period", "RANGE" },
        { PlanCondition.Rsi(14, Relation.Above, 100), "level", "CONTRADICTION" },
        { PlanCondition.Rsi(14, Relation.Below, 0), "level", "CONTRADICTION" },
        { PlanCondition.Rsi(14, Relation.Below, 100.1), "level", "RANGE" },
        { PlanCondition.Spread(1), "fraction", "RANGE" },
        { PlanCondition.StaleData(0), "seconds", "RANGE" },
        { PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(10, 0)), "to", "CONTRADICTION" },
        { PlanCondition.TrailingStop(0), "fraction", "RANGE" },
        { new PlanCondition((ConditionKind)99), "kind", "UNKNOWN" },
    };

    public static TheoryData<PlanCondition, PlanCondition> Contradictions => new()
    {
        { PlanCondition.PriceAbove(10), PlanCondition.PriceBelow(9) },
        { PlanCondition.PriceBelow(10), PlanCondition.PriceAbove(10) },
        { PlanCondition.ChangeOverBars(5, 0.1), PlanCondition.ChangeOverBars(5, -0.1) },
        { PlanCondition.MovingAverageCross(5, 9, Relation.Above), PlanCondition.MovingAverageCross(5, 9, Relation.Below) },
        { PlanCondition.Rsi(14, Relation.Above, 60), PlanCondition.Rsi(14, Relation.Below, 60) },
        { PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(11, 0)), PlanCondition.TimeOfDay(new TimeOnly(11, 0), new TimeOnly(12, 0)) },
    };

    [Theory]
    [MemberData(nameof(GoodConditions))]
    public void Validate_GoodCondition_IsAccepted(PlanCondition condition) => Errors(Some.Plan(Some.Trigger(condition))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BadConditions))]
    public void Validate_BadCondition_NamesFieldAndReason(PlanCondition condition, string field, string code) =>
        Errors(Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1), name: "good"), Some.Trigger(condition))).ShouldContain($"triggers[1].conditions[0].{field} {code}");

    [Fact]
    public void Validate_EveryKindWithoutParameters_IsRefused()
    {
        foreach (var kind in Enum.GetValues<ConditionKind>())
        {
            Errors(Some.Plan(Some.Trigger(new PlanCondition(kind)))).ShouldNotBeEmpty(kind.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Validate_ConditionsThatExcludeEachOther_AreRefusedInAllAndNotInAny(PlanCondition a, PlanCondition b)
    {
        var all = new PlanTrigger("t", AlertIntent.Enter, [a, b]);

        Errors(Some.Plan(all)).ShouldBe(["triggers[0].conditions[1] CONTRADICTION"]);
        Errors(Some.Plan(all with { Conditions = [b, a] })).ShouldBe(["triggers[0].conditions[1] CONTRADICTION"]);
        Errors(Some.Plan(all with { Combine = Combination.Any })).ShouldBeEmpty();
    }

    [Fact]
    public void Validate_ConditionsThatFitTogether_AreAccepted() => Errors(Some.Plan(new PlanTrigger(
        "t", AlertIntent.Enter, [PlanCondition.PriceAbove(9), PlanCondition.PriceBelow(10), PlanCondition.Rsi(14, Relation.Above, 40), PlanCondition.Rsi(14, Relation.Below, 60), PlanCondition.ChangeOverBars(5, 0.1), PlanCondition.ChangeOverBars(6, -0.1)]))).ShouldBeEmpty();

    [Fact]
    public void Validate_TrailingStopOfAnEntry_IsRefused() =>
        Errors(Some.Plan(Some.Trigger(PlanCondition.TrailingStop(0.1), AlertIntent.Enter))).ShouldBe(["triggers[0].conditions[0] CONTRADICTION"]);

    [Fact]
    public void Validate_Head_NamesEveryWrongField()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1))) with
        {
            Run = default,
            Symbol = default,
            Strategy = default,
            Version = 0,
            Author = (PlanAuthor)9,
            CheckIntervalSeconds = 0,
            StopLossFraction = double.NaN,
            TakeProfitFraction = 0,
            MaxPositionFraction = 1.1,
            ValidToUtc = Some.Open,
            Reasons = ["fine", "", "tab\there", new string('x', 201)],
        };

        Errors(plan).ShouldBe(
        [
            "run REQUIRED", "symbol REQUIRED", "strategy REQUIRED", "author UNKNOWN", "version RANGE", "checkIntervalSeconds RANGE", "stopLossFraction RANGE",
            "takeProfitFraction RANGE", "maxPositionFraction RANGE", "validToUtc CONTRADICTION", "reasons[1] FORMAT", "reasons[2] FORMAT", "reasons[3] FORMAT",
        ]);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(86_400, true)]
    [InlineData(86_401, false)]
    [InlineData(-5, false)]
    public void Validate_CheckInterval_HasBounds(int seconds, bool isGood) =>
        (Errors(Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1))) with { CheckIntervalSeconds = seconds }).Length == 0).ShouldBe(isGood);

    [Fact]
    public void Validate_Times_MustBeUtcAndOfTheCalendar()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1)));

        Errors(plan with { ValidFromUtc = new DateTime(2013, 10, 8) }).ShouldBe(["validFromUtc RANGE"]);
        Errors(plan with { ValidToUtc = DateTime.MaxValue }).ShouldBe(["validToUtc RANGE"]);
        Errors(plan with { ValidFromUtc = default }).ShouldBe(["validFromUtc RANGE"]);
        Errors(plan with { ValidToUtc = plan.ValidFromUtc.AddDays(400) }).ShouldBeEmpty();
        Errors(plan with { ValidToUtc = plan.ValidFromUtc.AddDays(400).AddTicks(1) }).ShouldBe(["validToUtc RANGE"]);
    }

    [Fact]
    public void Validate_Triggers_AreNamedOnceAndBounded()
    {
        var good = Some.Trigger(PlanCondition.PriceAbove(1));

        Errors(Some.Plan()).ShouldBe(["triggers REQUIRED"]);
        Errors(Some.Plan(good, good)).ShouldBe(["triggers[1].name DUPLICATE"]);
        Errors(Some.Plan(null!)).ShouldBe(["triggers REQUIRED"]);
        Errors(Some.Plan([null!])).ShouldBe(["triggers[0] REQUIRED"]);
        Errors(Some.Plan(good with { Name = "" })).ShouldBe(["triggers[0].name FORMAT"]);
        Errors(Some.Plan(good with { Name = "with blank" })).ShouldBe(["triggers[0].name FORMAT"]);
        Errors(Some.Plan(good with { Name = new string('n', 64) })).ShouldBeEmpty();
        Errors(Some.Plan(good with { Name = new string('n', 65) })).ShouldBe(["triggers[0].name FORMAT"]);
        Errors(Some.Plan(good with { Confidence = double.NaN })).ShouldBe(["triggers[0].confidence RANGE"]);
        Errors(Some.Plan(good with { Confidence = 1.01 })).ShouldBe(["triggers[0].confidence RANGE"]);
        Errors(Some.Plan(good with { CooldownSeconds = -1 })).ShouldBe(["triggers[0].cooldownSeconds RANGE"]);
        Errors(Some.Plan(good with { Intent = (AlertIntent)8, Combine = (Combination)8, OncePer = (OncePer)8 })).Length.ShouldBe(3);
        Errors(Some.Plan(good with { Conditions = [] })).ShouldBe(["triggers[0].conditions REQUIRED"]);
        Errors(Some.Plan(good with { Conditions = [null!] })).ShouldBe(["triggers[0].conditions[0] REQUIRED"]);
        Errors(Some.Plan(good with { Conditions = [.. Enumerable.Repeat(PlanCondition.PriceAbove(1), 16)] })).ShouldBeEmpty();
        Errors(Some.Plan(good with { Conditions = [.. Enumerable.Repeat(PlanCondition.PriceAbove(1), 17)] })).ShouldBe(["triggers[0].conditions TOO_MANY"]);
        Errors(Some.Plan(Many(32, 1))).ShouldBeEmpty();
        Errors(Some.Plan(Many(33, 1))).ShouldBe(["triggers TOO_MANY"]);
    }

    [Fact]
    public void Validate_PlanOfManyBytes_IsRefused()
    {
        Errors(Some.Plan(Many(20, 10))).ShouldBeEmpty();
        Errors(Some.Plan(Many(32, 16))).ShouldBe([" TOO_LARGE"]);
    }

    [Fact]
    public void Validate_PlanWithTheLongestValues_IsMeasuredToTheByte()
    {
        PlanCondition[] longest =
        [
            PlanCondition.ChangeOverMinutes(500, -0.012345678901234567), PlanCondition.MovingAverageCross(499, 500, Relation.Above), PlanCondition.Rsi(100, Relation.Below, 12.345678901234567),
            PlanCondition.TimeOfDay(new TimeOnly(9, 30, 1, 123, 456), new TimeOnly(15, 59, 59, 999, 999)), PlanCondition.VolumeSpike(500, 123.45678901234567), PlanCondition.PriceAbove(1234567.8901234567),
        ];
        var trigger = new PlanTrigger(new string('n', 62), AlertIntent.Review, longest, Combination.All, 604_800, OncePer.Check, 0.12345678901234567, Side.Sell);
        var plan = Some.Plan([.. Enumerable.Range(10, 3).Select(i => trigger with { Name = trigger.Name + i })]) with
        {
            Run = new RunId(new string('r', 100)),
            Strategy = new StrategyId(new string('s', 100)),
            Symbol = new Symbol(new string('S', 16)),
            ValidFromUtc = Some.Open.AddTicks(1234567),
            ValidToUtc = Some.Open.AddDays(1).AddTicks(1234567),
            Version = int.MaxValue,
            StopLossFraction = 0.12345678901234567,
            TakeProfitFraction = 0.12345678901234567,
            MaxPositionFraction = 0.12345678901234567,
            Reasons = [.. Enumerable.Repeat(new string('<', 200), 16)],
        };
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

        foreach (var candidate in new[] { plan, plan with { Reasons = [] }, plan with { Triggers = plan.Triggers[..1] } })
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(candidate, options).Length;

            PlanValidator.Validate(candidate, PlanLimits.Default with { MaxBytes = size }).ShouldBeEmpty();
            PlanValidator.Validate(candidate, PlanLimits.Default with { MaxBytes = size - 1 }).ShouldHaveSingleItem().Code.ShouldBe("TOO_LARGE");
        }
    }

    private static PlanTrigger[] Many(int triggers, int conditions) =>
        [.. Enumerable.Range(0, triggers).Select(i => new PlanTrigger($"t{i}", AlertIntent.Inform, [.. Enumerable.Repeat(PlanCondition.PriceAbove(1), conditions)]))];

    private static string[] Errors(MonitoringPlan plan) => [.. PlanValidator.Validate(plan).Select(e => $"{e.Field} {e.Code}")];
}
