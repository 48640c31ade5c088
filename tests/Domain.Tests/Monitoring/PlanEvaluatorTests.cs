using System.Text.Json;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class PlanEvaluatorTests
{
    [Fact]
    public void Evaluate_PriceAbove_FiresStrictlyAboveTheLevel()
    {
        Fires(PlanCondition.PriceAbove(10), Some.Bars(10)).ShouldBeFalse();
        Fires(PlanCondition.PriceAbove(10), Some.Bars(10.01)).ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_PriceBelow_FiresStrictlyBelowTheLevel()
    {
        Fires(PlanCondition.PriceBelow(10), Some.Bars(10)).ShouldBeFalse();
        Fires(PlanCondition.PriceBelow(10), Some.Bars(9.99)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0.25, 125, true)]
    [InlineData(0.25, 124.75, false)]
    [InlineData(-0.25, 75, true)]
    [InlineData(-0.25, 75.25, false)]
    public void Evaluate_ChangeOverBars_FiresAtTheFraction(double fraction, double price, bool expected) =>
        Fires(PlanCondition.ChangeOverBars(2, fraction), Some.Bars(50, 100, 90, price)).ShouldBe(expected);

    [Fact]
    public void Evaluate_ChangeOverMinutes_ComparesWithTheBarKnownThen()
    {
        Fires(PlanCondition.ChangeOverMinutes(3, 0.25), Some.Bars(100, 1, 1, 125)).ShouldBeTrue();
        Fires(PlanCondition.ChangeOverMinutes(2, 0.25), Some.Bars(100, 110, 1, 125)).ShouldBeFalse();
        Fires(PlanCondition.ChangeOverMinutes(4, 0.25), Some.Bars(100, 1, 1, 125)).ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_VolumeSpike_LeavesTheNewestBarOutOfTheAverage()
    {
        Fires(PlanCondition.VolumeSpike(2, 3), Some.Bars([1, 1, 1, 1], [900, 100, 200, 450])).ShouldBeTrue();
        Fires(PlanCondition.VolumeSpike(2, 3), Some.Bars([1, 1, 1, 1], [900, 100, 200, 449])).ShouldBeFalse();
        Fires(PlanCondition.VolumeSpike(2, 3), Some.Bars([1, 1, 1], [0, 0, 450])).ShouldBeFalse();
        Fires(PlanCondition.VolumeSpike(2, 3), Some.Bars([1, 1], [100, 450])).ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_MovingAverageCross_FiresOnTheBarThatCrosses()
    {
        var up = PlanCondition.MovingAverageCross(1, 3, Relation.Above);

        Fires(up, Some.Bars(10, 10, 10, 11)).ShouldBeTrue();
        Fires(up, Some.Bars(10, 10, 10, 10)).ShouldBeFalse();
        Fires(up, Some.Bars(10, 10, 11, 12)).ShouldBeFalse();
        Fires(up, Some.Bars(10, 10, 11)).ShouldBeFalse();
        Fires(PlanCondition.MovingAverageCross(1, 3, Relation.Below), Some.Bars(10, 10, 10, 9)).ShouldBeTrue();
    }

    [Fact]
    public void Evaluate_Rsi_FiresBeyondTheLevel()
    {
        // Gains 3, losses 1 over 4 changes: 75.
        var bars = Some.Bars(10, 11, 12, 13, 12);

        Fires(PlanCondition.Rsi(4, Relation.Above, 74.9), bars).ShouldBeTrue();
        Fires(PlanCondition.Rsi(4, Relation.Above, 75), bars).ShouldBeFalse();
        Fires(PlanCondition.Rsi(4, Relation.Below, 75.1), bars).ShouldBeTrue();
        Fires(PlanCondition.Rsi(5, Relation.Below, 75.1), bars).ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_Spread_NeedsATwoSidedQuote()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.Spread(0.02)));
        var bars = Some.Bars(100);

        Evaluate(new Quote(Some.Minute(1), 99, 101.1)).ShouldBe(1);
        Evaluate(new Quote(Some.Minute(1), 99, 101)).ShouldBe(0);
        Evaluate(new Quote(Some.Minute(1), 0, 101)).ShouldBe(0);
        Evaluate(new Quote(Some.Minute(1.1), 90, 110)).ShouldBe(0);
        Evaluate(quote: null).ShouldBe(0);

        int Evaluate(Quote? quote) => PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1), quote: quote)).Fired.Length;
    }

    [Fact]
    public void Evaluate_StaleData_CountsOpenSessionsOnly()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.StaleData(60)));
        var bars = Some.Bars(100);

        Fired(plan, Some.Check(bars, Some.Minute(2))).ShouldBe(0);
        Fired(plan, Some.Check(bars, Some.Minute(2).AddTicks(1))).ShouldBe(1);

        // A price of the evening before is not old at the open.
        var yesterday = (Price: 100.0, AtUtc: Some.Open.AddHours(-17.5));
        Fired(plan, Some.Check(new BarSeries(Some.Symbol), Some.Minute(1), last: yesterday)).ShouldBe(0);
        Fired(plan, Some.Check(new BarSeries(Some.Symbol), Some.Minute(1.5), last: yesterday)).ShouldBe(1);
    }

    [Fact]
    public void Evaluate_StaleDataWithoutAnyPrice_CountsFromTheStartOfThePlan()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.StaleData(60)));

        Fired(plan, Some.Check(new BarSeries(Some.Symbol), Some.Minute(1))).ShouldBe(0);
        Fired(plan, Some.Check(new BarSeries(Some.Symbol), Some.Minute(1.1))).ShouldBe(1);
    }

    [Theory]
    [InlineData(29.9, false)]
    [InlineData(30, true)]
    [InlineData(59.9, true)]
    [InlineData(60, false)]
    public void Evaluate_TimeOfDay_IsFromAndNotTo(double minute, bool expected)
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(10, 30))));

        Fired(plan, Some.Check(Some.Bars(100), Some.Minute(minute))).ShouldBe(expected ? 1 : 0);
    }

    [Fact]
    public void Evaluate_TrailingStop_FollowsTheHighOfBarsSinceTheEntry()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.TrailingStop(0.1), AlertIntent.Exit));
        var bars = Some.Bars(500, 100, 120, 108.01, 108);
        var position = Some.Long(100, Some.Minute(1));

        Exits(plan, bars, position, 4).ShouldBe(0);
        Exits(plan, bars, position, 5).ShouldBe(1);
    }

    [Fact]
    public void Evaluate_TrailingStopOfAShortPosition_FollowsTheLow()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.TrailingStop(0.1), AlertIntent.Exit));
        var bars = Some.Bars(1, 100, 80, 87.99, 88);

        Exits(plan, bars, Some.Short(100, Some.Minute(1)), 4).ShouldBe(0);
        Exits(plan, bars, Some.Short(100, Some.Minute(1)), 5).ShouldBe(1);
    }

    [Fact]
    public void Evaluate_TrailingStopInTheBarOfTheEntry_IgnoresItsHigh()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.TrailingStop(0.1), AlertIntent.Exit));
        var series = new BarSeries(Some.Symbol);
        series.Append(new Bar(Some.Minute(0), Some.Minute(1), 200, 200, 99, 100, 1));

        Exits(plan, series, Some.Long(100, Some.Minute(0.5)), 1).ShouldBe(0);
        Exits(plan, series, Some.Long(100, Some.Minute(0)), 1).ShouldBe(1);
    }

    [Fact]
    public void Evaluate_TrailingStopWithABestPriceFromBefore_GoesOnFromIt()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.TrailingStop(0.1), AlertIntent.Exit));

        Exits(plan, Some.Bars(107), Some.Long(100, Some.Open.AddDays(-3), best: 120), 1).ShouldBe(1);
        Exits(plan, Some.Bars(107), Some.Long(100, Some.Open.AddDays(-3)), 1).ShouldBe(0);
    }

    [Fact]
    public void Evaluate_ConditionThatStaysTrue_FiresOncePerEdge()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10)));

        FiredMinutes(plan, Some.Bars(9, 11, 12, 9, 11, 11)).ShouldBe([2, 5]);
    }

    [Fact]
    public void Evaluate_SeveralBarsSinceTheLastCheck_LooksAtEach()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10)));
        var bars = Some.Bars(9, 11, 9, 11, 9);

        var outcome = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(5)));

        outcome.Fired.Select(f => f.AtUtc).ShouldBe([Some.Minute(2), Some.Minute(4)]);
        outcome.BarsEvaluated.ShouldBe(5);
    }

    [Fact]
    public void Evaluate_OncePerCheck_FiresAgainAfterTheCooldown()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10), oncePer: OncePer.Check, cooldown: 120));

        FiredMinutes(plan, Some.Bars(11, 11, 11, 11, 11)).ShouldBe([1, 3, 5]);
    }

    [Fact]
    public void Evaluate_CooldownOfAnEdge_SwallowsTheEdgesInIt()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10), cooldown: 180));

        FiredMinutes(plan, Some.Bars(11, 9, 11, 9, 11)).ShouldBe([1, 5]);
    }

    [Fact]
    public void Evaluate_OncePerDayAndRun_FireNoMoreThanThat()
    {
        var bars = Some.Bars(11, 9, 11);
        bars.Append(new Bar(Some.Minute(1439), Some.Minute(1440), 9, 9, 9, 9, 1));
        bars.Append(new Bar(Some.Minute(1440), Some.Minute(1441), 11, 11, 11, 11, 1));
        var plan = Some.Plan(
            Some.Trigger(PlanCondition.PriceAbove(10), name: "day", oncePer: OncePer.Day),
            Some.Trigger(PlanCondition.PriceAbove(10), name: "run", oncePer: OncePer.Run)) with
        { ValidToUtc = Some.Open.AddDays(5) };

        var fired = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1441))).Fired;

        fired.Select(f => (f.Trigger, f.AtUtc)).ShouldBe([("day", Some.Minute(1)), ("run", Some.Minute(1)), ("day", Some.Minute(1441))]);
    }

    [Fact]
    public void Evaluate_States_LookAtTheirIntentsOnly()
    {
        var plan = Some.Plan([.. Enum.GetValues<AlertIntent>().Select(i => Some.Trigger(PlanCondition.PriceAbove(10), i, i.ToString()))]);
        var bars = Some.Bars(11);
        var position = Some.Long(10, Some.Open);

        In(MonitorState.Idle).ShouldBeEmpty();
        In(MonitorState.Exiting).ShouldBeEmpty();
        In(MonitorState.Scanning).ShouldBe([AlertIntent.Enter, AlertIntent.Review, AlertIntent.Inform]);
        In(MonitorState.Holding).ShouldBe([AlertIntent.Exit, AlertIntent.Review, AlertIntent.Inform]);

        AlertIntent[] In(MonitorState state) =>
            [.. PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1), state: state, position: position)).Fired.Select(f => f.Intent)];
    }

    [Fact]
    public void Evaluate_BarsBeforeTheEntry_AreNoReasonToLeave()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceBelow(10), AlertIntent.Exit));
        var bars = Some.Bars(9, 9, 11);

        Exits(plan, bars, Some.Long(11, Some.Minute(2.5)), 3).ShouldBe(0);
        Exits(plan, bars, Some.Long(11, Some.Minute(2)), 3).ShouldBe(1);
    }

    [Fact]
    public void Evaluate_HoldingWithoutAPositionYet_HasNothingToLeave()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceBelow(10), AlertIntent.Exit));

        Exits(plan, Some.Bars(9), default, 1).ShouldBe(0);
    }

    [Fact]
    public void Evaluate_NewPosition_StartsItsExitsAfresh()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceBelow(10), AlertIntent.Exit, cooldown: 3600));
        var bars = Some.Bars(9, 9);
        var first = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1), state: MonitorState.Holding, position: Some.Long(11, Some.Open)));

        var same = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(2), first.Memory, MonitorState.Holding, Some.Long(11, Some.Open)));
        var next = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(2), first.Memory, MonitorState.Holding, Some.Long(11, Some.Minute(1.5))));

        first.Fired.Length.ShouldBe(1);
        same.Fired.ShouldBeEmpty();
        next.Fired.Length.ShouldBe(1);
    }

    [Fact]
    public void Evaluate_NewVersionOfThePlan_KeepsMemoryByName()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10), name: "kept"), Some.Trigger(PlanCondition.PriceAbove(10), name: "dropped"));
        var newer = plan with { Version = 2, Triggers = [Some.Trigger(PlanCondition.PriceAbove(10), name: "new"), plan.Triggers[0]] };
        var bars = Some.Bars(11, 11);
        var before = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1)));

        var after = PlanEvaluator.Evaluate(newer, Some.Check(bars, Some.Minute(2), before.Memory));

        after.Fired.ShouldHaveSingleItem().Trigger.ShouldBe("new");
        after.Memory.Marks!.Select(m => m.Name).ShouldBe(["new", "kept"]);
        after.Memory.Marks![1].LastFiredUtc.ShouldBe(Some.Minute(1));
    }

    [Fact]
    public void Evaluate_OutsideThePlansTime_LooksAtNothing()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10))) with { ValidFromUtc = Some.Minute(2), ValidToUtc = Some.Minute(4) };

        FiredMinutes(plan, Some.Bars(11)).ShouldBeEmpty();
        FiredMinutes(plan, Some.Bars(9, 11, 9)).ShouldBe([2]);
        FiredMinutes(plan, Some.Bars(9, 9, 9, 11)).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_ExpiredBetweenTwoChecks_StillLooksAtTheBarsBefore()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10))) with { ValidToUtc = Some.Minute(3) };

        var outcome = PlanEvaluator.Evaluate(plan, Some.Check(Some.Bars(9, 11, 9, 11), Some.Minute(4)));

        outcome.Fired.ShouldHaveSingleItem().AtUtc.ShouldBe(Some.Minute(2));
    }

    [Fact]
    public void Evaluate_SameCheckAgain_FindsNothingNew()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10), oncePer: OncePer.Check));
        var bars = Some.Bars(11, 11);
        var first = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(2)));

        var again = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(2), first.Memory));
        var earlier = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(1), first.Memory));

        again.Fired.ShouldBeEmpty();
        again.Memory.EvaluatedToUtc.ShouldBe(Some.Minute(2));
        earlier.Fired.ShouldBeEmpty();
        earlier.Memory.EvaluatedToUtc.ShouldBe(Some.Minute(2));
    }

    [Fact]
    public void Evaluate_AFiring_SaysWhatWasSeen()
    {
        var trigger = new PlanTrigger(
            "two", AlertIntent.Inform, [PlanCondition.PriceAbove(10), PlanCondition.PriceAbove(100), PlanCondition.ChangeOverBars(1, 0.2), PlanCondition.ChangeOverBars(2, 0.1)], Combination.Any, Confidence: 0.7);

        var fired = PlanEvaluator.Evaluate(Some.Plan(trigger), Some.Check(Some.Bars(12, 9, 12), Some.Minute(3))).Fired[^1];

        fired.AtUtc.ShouldBe(Some.Minute(3));
        fired.Price.ShouldBe(12);
        fired.Confidence.ShouldBe(0.7);
        fired.Conditions.ShouldBe([ConditionKind.PriceAbove, ConditionKind.ChangeOverWindow]);
        fired.Data.ShouldBe(new Dictionary<string, double> { ["change"] = 0.333333333, ["change.4"] = 0, ["price"] = 12 });
    }

    [Fact]
    public void Evaluate_MemoryThroughJson_GoesOnTheSame()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(10), cooldown: 180));
        var bars = Some.Bars(11, 9, 11, 9, 11);
        CheckMemory memory = default;
        var minutes = new List<double>();
        for (var i = 1; i <= 5; i++)
        {
            var outcome = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(i), memory));
            memory = JsonSerializer.Deserialize<CheckMemory>(JsonSerializer.Serialize(outcome.Memory));
            minutes.AddRange(outcome.Fired.Select(f => (f.AtUtc - Some.Open).TotalMinutes));
        }

        minutes.ShouldBe([1, 5]);
    }

    [Fact]
    public void Evaluate_AnotherSymbol_Throws() =>
        Should.Throw<ArgumentException>(() => PlanEvaluator.Evaluate(Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1))) with { Symbol = new Symbol("SPY") }, Some.Check(Some.Bars(1), Some.Minute(1))))
            .Message.ShouldContain("SPY");

    [Fact]
    public void Evaluate_NothingFires_DoesNotAllocate()
    {
        var bars = Some.Bars([.. Enumerable.Range(0, 200).Select(i => 100.0 + i % 7)]);
        var plan = TypicalPlan();
        var memory = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(100))).Memory;
        var before = 0L;
        for (var i = 101; i <= 200; i++)
        {
            before = i == 110 ? GC.GetAllocatedBytesForCurrentThread() : before;
            var outcome = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(i), memory));
            memory = outcome.Memory;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void RequiredBars_OfAPlan_IsTheLongestLookBack()
    {
        Required(PlanCondition.PriceAbove(1)).ShouldBe(1);
        Required(PlanCondition.ChangeOverBars(7, 0.1)).ShouldBe(8);
        Required(PlanCondition.ChangeOverMinutes(7, 0.1)).ShouldBe(8);
        Required(PlanCondition.VolumeSpike(20, 2)).ShouldBe(21);
        Required(PlanCondition.MovingAverageCross(9, 21, Relation.Above)).ShouldBe(22);
        Required(PlanCondition.Rsi(14, Relation.Above, 70)).ShouldBe(71);
        PlanEvaluator.WindowLength(Some.Plan(Some.Trigger(PlanCondition.VolumeSpike(20, 2))), TimeSpan.FromMinutes(1), default, Some.Minute(5)).ShouldBeGreaterThanOrEqualTo(26);

        static int Required(PlanCondition c) => PlanEvaluator.RequiredBars(Some.Plan(Some.Trigger(PlanCondition.PriceAbove(1)), Some.Trigger(c)), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void DistanceTo_EachCondition_SaysWhatIsMissing()
    {
        var plan = Some.Plan(Some.Trigger(PlanCondition.PriceAbove(12)), Some.Trigger(PlanCondition.PriceBelow(9)), Some.Trigger(PlanCondition.Spread(0.1)), Some.Trigger(PlanCondition.TimeOfDay(new TimeOnly(9, 29), new TimeOnly(9, 30))));

        var distances = PlanEvaluator.DistanceTo(plan, Some.Check(Some.Bars(10), Some.Minute(1)));

        distances.Select(d => (d.Observed, d.Missing, d.IsMet)).ShouldBe([(10, 2, false), (10, 1, false), (null, null, false), (571, 1438, false)]);
    }

    internal static MonitoringPlan TypicalPlan() => Some.Plan(
        new PlanTrigger("momentum", AlertIntent.Enter, [PlanCondition.ChangeOverBars(5, 0.5), PlanCondition.Rsi(14, Relation.Below, 75)]),
        new PlanTrigger("breakout", AlertIntent.Enter, [PlanCondition.VolumeSpike(21, 1.5), PlanCondition.PriceAbove(1000)]),
        new PlanTrigger("crossed", AlertIntent.Enter, [PlanCondition.Rsi(14, Relation.Above, 99), PlanCondition.MovingAverageCross(9, 21, Relation.Above)]),
        new PlanTrigger("review", AlertIntent.Review, [PlanCondition.VolumeSpike(21, 6)]));

    private static bool Fires(PlanCondition condition, BarSeries bars) => Fired(Some.Plan(Some.Trigger(condition)) with { ValidFromUtc = Some.Minute(bars.Count) }, Some.Check(bars, Some.Minute(bars.Count))) == 1;

    private static int Fired(MonitoringPlan plan, CheckInput input) => PlanEvaluator.Evaluate(plan, input).Fired.Length;

    private static int Exits(MonitoringPlan plan, BarSeries bars, PositionContext position, int minute) =>
        PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(minute), state: MonitorState.Holding, position: position)).Fired.Length;

    private static double[] FiredMinutes(MonitoringPlan plan, BarSeries bars)
    {
        CheckMemory memory = default;
        var minutes = new List<double>();
        for (var i = 1; i <= bars.Count; i++)
        {
            var outcome = PlanEvaluator.Evaluate(plan, Some.Check(bars, Some.Minute(i), memory));
            memory = outcome.Memory;
            minutes.AddRange(outcome.Fired.Select(f => (f.AtUtc - Some.Open).TotalMinutes));
        }

        return [.. minutes];
    }
}
