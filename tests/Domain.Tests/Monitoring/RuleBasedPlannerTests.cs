using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class RuleBasedPlannerTests
{
    [Fact]
    public void Plan_WithoutHistory_LooksAfterExitsAndDataOnly()
    {
        var plan = Plan(BarWindow.Empty);

        plan.Triggers.Select(t => t.Intent).ShouldNotContain(AlertIntent.Enter);
        plan.Triggers.Select(t => t.Name).ShouldBe(["trailing-stop", "averages-crossed", "unusual-volume", "stale-data"]);
        PlanValidator.Validate(plan).ShouldBeEmpty();
    }

    [Fact]
    public void Plan_OfARisingSymbol_HasAllEntries()
    {
        var plan = Plan(Bars(60, step: 0.25));

        plan.Triggers.Where(t => t.Intent == AlertIntent.Enter).Select(t => t.Name).ShouldBe(["momentum", "breakout", "pull-back"]);
        plan.Author.ShouldBe(PlanAuthor.Rules);
        plan.Reasons.ShouldBe(["moved"]);
        plan.FindTrigger("breakout")!.Conditions[0].Price.ShouldBe(115.5);
    }

    [Fact]
    public void Plan_OfAFallingSymbol_BuysNoPullBack() => Plan(Bars(60, step: -0.25)).FindTrigger("pull-back").ShouldBeNull();

    [Fact]
    public void Plan_OfAWilderSymbol_HasTheWiderStop()
    {
        var calm = Plan(Bars(60, swing: 0.25));
        var wild = Plan(Bars(60, swing: 1));

        wild.StopLossFraction!.Value.ShouldBeGreaterThan(calm.StopLossFraction!.Value);
        wild.TakeProfitFraction!.Value.ShouldBeGreaterThan(wild.StopLossFraction!.Value);
        Plan(Bars(60, swing: 30)).StopLossFraction.ShouldBe(PlannerSettings.Default.MaxStopFraction);
        Plan(Bars(60, swing: 0)).StopLossFraction.ShouldBe(PlannerSettings.Default.MinStopFraction);
    }

    [Fact]
    public void Plan_WithAPosition_HasAStopBehindTheBrokers()
    {
        var bars = Bars(60);

        var longPlan = Plan(bars, Some.Long(100, Some.Open));
        var shortPlan = Plan(bars, Some.Short(100, Some.Open));

        longPlan.FindTrigger("protective-stop")!.Conditions[0].ShouldBe(PlanCondition.PriceBelow(Math.Round(100 * (1 - longPlan.StopLossFraction!.Value), 6)));
        shortPlan.FindTrigger("protective-stop")!.Conditions[0].Kind.ShouldBe(ConditionKind.PriceAbove);
    }

    [Fact]
    public void Plan_OfDailyBars_KnowsNoTimeOfDay()
    {
        var plan = Plan(Bars(60), period: TimeSpan.FromDays(1));

        plan.Triggers.SelectMany(t => t.Conditions).ShouldNotContain(c => c.Kind == ConditionKind.TimeOfDay);
        plan.FindTrigger("stale-data")!.Conditions[0].Seconds.ShouldBe(10 * 23_400);
    }

    [Fact]
    public void Plan_OfAnyBars_IsValidAndTheSameEveryTime() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 1), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var scenario = new PlanScenario(seed);
            var bars = scenario.Series().WindowAt(DateTime.MaxValue);
            var plan = Plan(bars, scenario.Position);

            PlanValidator.Validate(plan).ShouldBeEmpty();
            Plan(bars, scenario.Position).Triggers.SelectMany(t => t.Conditions).ShouldBe(plan.Triggers.SelectMany(t => t.Conditions));
        }));

    private static MonitoringPlan Plan(BarWindow bars, PositionContext position = default, TimeSpan? period = null) => RuleBasedPlanner.Plan(
        new PlanRequest(Some.Run, Some.Symbol, 1, Some.Open, Some.Open.AddHours(7), period ?? TimeSpan.FromMinutes(1), bars, ["moved"], position), PlannerSettings.Default);

    private static BarWindow Bars(int count, double step = 0, double swing = 1) =>
        Some.Bars([.. Enumerable.Range(0, count).Select(i => 100 + step * i + (i % 2 == 0 ? swing : -swing))]).WindowAt(DateTime.MaxValue);
}
