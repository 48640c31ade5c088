using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class StrategyTriggersTests
{
    private static readonly StrategyId Rules = new("rules");
    private static readonly StrategySelection WithStep = new(PlannerEnters: true, [new PlannedStrategy(StepReader.Strategy, AllowShort: true)]);

    [Fact]
    public void Plan_WithNothingButThePlanner_IsLeftAsItIs()
    {
        var plan = Planned();

        StrategyTriggers.Apply(plan, StrategySelection.PlannerOnly, Minute).ShouldBeSameAs(plan);
    }

    [Fact]
    public void Plan_WithAStrategy_HasItsEntriesAndItsExit_AndIsValid()
    {
        var plan = StrategyTriggers.Apply(Planned(), WithStep, Minute);

        plan.Triggers.Where(t => t.Strategy == StepReader.Strategy).Select(t => (t.Name, t.Intent, t.EntrySide, t.OncePer)).ShouldBe(
        [
            ("step.buy", AlertIntent.Enter, Side.Buy, OncePer.Edge), ("step.short", AlertIntent.Enter, Side.Sell, OncePer.Edge), ("step.exit", AlertIntent.Exit, Side.Buy, OncePer.Check),
        ]);
        plan.FindTrigger("protective-stop")!.Strategy.ShouldBeNull();
        plan.FindTrigger("stale-data")!.Strategy.ShouldBeNull();
        plan.Triggers.Where(t => t.Intent is AlertIntent.Enter or AlertIntent.Review).ShouldAllBe(t => t.Strategy != null);
        PlanValidator.Validate(plan).ShouldBeEmpty();
    }

    [Fact]
    public void Plan_RestatedAgain_IsTheSame_AndWithoutStrategiesIsThePlanners()
    {
        var plan = Planned();
        var restated = StrategyTriggers.Apply(plan, WithStep, Minute);

        StrategyTriggers.Apply(restated, WithStep, Minute).Triggers.ShouldBe(restated.Triggers, new ByName());
        StrategyTriggers.Apply(restated, StrategySelection.PlannerOnly, Minute).Triggers.ShouldBe(plan.Triggers, new ByName());
    }

    [Fact]
    public void Entry_OfAStrategy_FiresWithItsConfidenceAndReason_AndIsBookedToIt()
    {
        var plan = Some.Plan(StrategyTriggers.Apply(Some.Plan(), WithStep, Minute).Triggers);
        var bars = Some.Bars(100, 101);

        var fired = Evaluate(plan, bars, MonitorState.Scanning, default).ShouldHaveSingleItem();

        (fired.Trigger, fired.Confidence, fired.Reason).ShouldBe(("step.buy", 0.9, "up"));
        fired.Data["confidence"].ShouldBe(0.9);
        var alert = new Alert(Some.Run, Some.Symbol, 1, fired.AtUtc, fired.Intent, fired.Trigger, fired.Conditions, fired.Data, fired.Confidence, 1, fired.Price, 0, fired.Reason);
        var decision = AlertEvaluator.Decide(alert, plan, default, fired.AtUtc, new AlertRules(NoEntryBeforeCloseSeconds: 0));
        (decision.Signal!.Strategy, decision.Signal.Confidence).ShouldBe((StepReader.Strategy, 0.9));
    }

    [Theory]
    [InlineData("step", true, "step.exit")]
    [InlineData("rules", true, "averages")]
    [InlineData("hand", true, "averages")]
    [InlineData(null, true, "averages")]
    [InlineData("step", false, "averages")]
    public void Exits_AreThoseOfTheOpener_OrThePlannersWhereNobodyLooksAfterIt(string? opener, bool looksAfter, string expected)
    {
        var plan = Some.Plan(StrategyTriggers.Apply(Some.Plan(Some.Trigger(PlanCondition.PriceBelow(1000), AlertIntent.Exit, "averages")), WithStep, Minute).Triggers);
        var position = Some.Long(100, Some.Open) with { Strategy = opener is null ? null : new StrategyId(opener) };

        Evaluate(plan, Some.Bars(100, 99), MonitorState.Holding, position, new StepReader { LooksAfterItsOwn = looksAfter }).ShouldHaveSingleItem().Trigger.ShouldBe(expected);
    }

    [Fact]
    public void ProtectiveStop_IsLookedAtWhoeverOpenedThePosition()
    {
        var plan = Some.Plan(StrategyTriggers.Apply(Some.Plan(Some.Trigger(PlanCondition.PriceBelow(1000), AlertIntent.Exit, "protective-stop")), WithStep, Minute).Triggers);
        var position = Some.Long(100, Some.Open) with { Strategy = StepReader.Strategy };

        Evaluate(plan, Some.Bars(100, 101), MonitorState.Holding, position).ShouldHaveSingleItem().Trigger.ShouldBe("protective-stop");
    }

    [Fact]
    public void Entries_OfWhatMayNotEnter_AreNotLookedAt()
    {
        var plan = Some.Plan(StrategyTriggers.Apply(Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1), AlertIntent.Enter, "momentum")), WithStep, Minute).Triggers);

        Evaluate(plan, Some.Bars(100, 101), MonitorState.Scanning, default, new StepReader { IsOn = false }).ShouldBeEmpty();
        Evaluate(plan, Some.Bars(100, 101), MonitorState.Scanning, default, reader: null).ShouldBeEmpty();
    }

    [Fact]
    public void Strategy_IsAskedOncePerBar_AndSeesOnlyItsOwnPosition()
    {
        var plan = Some.Plan(
            Some.Trigger(PlanCondition.StrategyExit(StepReader.Strategy), AlertIntent.Exit, "one"),
            Some.Trigger(PlanCondition.StrategyExit(StepReader.Strategy), AlertIntent.Exit, "other"));
        var reader = new StepReader();

        Evaluate(plan, Some.Bars(100, 99, 98), MonitorState.Holding, Some.Long(100, Some.Open) with { Strategy = Rules }, reader);

        reader.Asked.ShouldBe([(1, false), (2, false), (3, false)]);
        reader.Asked.Clear();
        Evaluate(plan, Some.Bars(100, 99), MonitorState.Holding, Some.Long(100, Some.Open) with { Strategy = StepReader.Strategy }, reader);
        reader.Asked.ShouldAllBe(asked => asked.HasPosition);
    }

    [Fact]
    public void Signal_OnABarThatIsOlderThanABar_IsNoNews()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.StrategyBuy(StepReader.Strategy), AlertIntent.Enter));
        var bars = Some.Bars(100, 101);
        var input = Some.Check(bars, Some.Minute(3.1)) with { Strategies = new StepReader(), Memory = new CheckMemory(1, Some.Minute(2.5), 0, [new TriggerMark("t", null)]) };

        PlanEvaluator.Evaluate(plan, input).Fired.ShouldBeEmpty();
        PlanEvaluator.Evaluate(plan, input with { NowUtc = Some.Minute(3) }).Fired.ShouldHaveSingleItem();
    }

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static FiredTrigger[] Evaluate(MonitoringPlan plan, BarSeries bars, MonitorState state, PositionContext position) => Evaluate(plan, bars, state, position, new StepReader());

    private static FiredTrigger[] Evaluate(MonitoringPlan plan, BarSeries bars, MonitorState state, PositionContext position, IStrategyReader? reader) =>
        PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(bars.Count), state: state, position: position) with { Strategies = reader }).Fired;

    private static MonitoringPlan Planned()
    {
        var closes = Enumerable.Range(0, 100).Select(i => 100 + Math.Sin(i)).ToArray();
        return RuleBasedPlanner.Plan(
            new PlanRequest(Some.Run, Some.Symbol, 1, Some.Minute(100), Some.Minute(390), Minute, Some.Bars(closes).WindowAt(Some.Minute(100)), [], Some.Long(100, Some.Minute(50))), PlannerSettings.Default);
    }

    private sealed class ByName : IEqualityComparer<PlanTrigger>
    {
        public bool Equals(PlanTrigger? one, PlanTrigger? other) => one! with { Conditions = other!.Conditions } == other;

        public int GetHashCode(PlanTrigger trigger) => trigger.Name.Length;
    }
}
