using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class GuardTests
{
    private static readonly PlanTrigger Above100 = new("up", AlertIntent.Enter, [PlanCondition.PriceAbove(100)]);

    [Fact]
    public void Evaluate_GuardIsMet_Fires()
    {
        Fire(Above100 with { Guards = [PlanCondition.PriceBelow(105)] }, 99, 101).ShouldBe([2]);
    }

    [Fact]
    public void Evaluate_GuardIsNotMet_PassesTheFiringOverForGood()
    {
        // It becomes met at 110, which the guard does not let through; that it is met still at 101 is no news.
        Fire(Above100 with { Guards = [PlanCondition.PriceBelow(105)] }, 99, 110, 101, 99, 102).ShouldBe([5]);
    }

    [Fact]
    public void Evaluate_FiringThatWasPassedOver_CountsForTheCooldown()
    {
        var guarded = Above100 with { Guards = [PlanCondition.PriceBelow(105)], CooldownSeconds = 240 };

        Fire(Above100 with { CooldownSeconds = 240 }, 99, 110, 99, 101, 99, 101).ShouldBe([2, 6]);
        Fire(guarded, 99, 110, 99, 101, 99, 101).ShouldBe([6]);
    }

    [Fact]
    public void Evaluate_OncePerRun_IsUsedUpByAFiringThatWasPassedOver()
    {
        Fire(Above100 with { Guards = [PlanCondition.PriceBelow(105)], OncePer = OncePer.Run }, 99, 110, 99, 101).ShouldBeEmpty();
    }

    [Fact]
    public void RequiredBars_OfAGuard_Count()
    {
        var plan = Some.Plan(Above100 with { Guards = [PlanCondition.ChangeOverBars(50, 0.1)] });

        PlanEvaluator.RequiredBars(plan, TimeSpan.FromMinutes(1)).ShouldBe(51);
        PlanEvaluator.DistanceTo(plan, Some.Check(Some.Bars(99, 101), Some.Minute(2))).Length.ShouldBe(2);
    }

    [Fact]
    public void Evaluate_AnyScenarioUnderGuards_FiresAPartOfWhatItFiredWithout()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var scenario = new PlanScenario(seed);
            var guards = new PlanScenario(seed + 100_000).Plan.Triggers[0].Conditions;
            var series = scenario.Series();

            var without = scenario.Run(series).ToHashSet();
            scenario.Guard(guards).Run(series).Except(without).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    [InlineData(1.0001)]
    [InlineData(double.NaN)]
    public void Validate_SizeOutOfRange_IsRefused(double size) => Errors(Above100 with { Size = size }).ShouldContain(e => e.Field == "triggers[0].size" && e.Code == "RANGE");

    [Fact]
    public void Validate_SizeOfAnExit_IsRefused() => Errors(Above100 with { Intent = AlertIntent.Exit, Size = 0.5 }).ShouldContain(e => e.Code == "UNEXPECTED");

    [Fact]
    public void Validate_Guards_AreCheckedAsConditionsAre()
    {
        Errors(Above100 with { Guards = [new PlanCondition(ConditionKind.PriceAbove)] }).ShouldHaveSingleItem().Field.ShouldBe("triggers[0].guards[0].price");
        Errors(Above100 with { Guards = [null!] }).ShouldHaveSingleItem().Code.ShouldBe("REQUIRED");
        Errors(Above100 with { Guards = [.. Enumerable.Repeat(PlanCondition.PriceAbove(1), 17)] }).ShouldContain(e => e.Code == "TOO_MANY");
        Errors(Above100 with { Guards = [PlanCondition.TrailingStop(0.1)] }).ShouldContain(e => e.Code == "CONTRADICTION");
        Errors(Above100 with { Guards = [], Size = 1 }).ShouldBeEmpty();
    }

    private static PlanError[] Errors(PlanTrigger trigger) => PlanValidator.Validate(Some.Plan(trigger));

    /// <summary>Minutes after the open at which the trigger fired, checked every minute.</summary>
    private static int[] Fire(PlanTrigger trigger, params double[] closes)
    {
        var bars = Some.Bars(closes);
        CheckMemory memory = default;
        var minutes = new List<int>();
        for (var minute = 1; minute <= closes.Length; minute++)
        {
            var outcome = PlanEvaluator.Evaluate(Some.Plan(trigger), Some.Check(bars, Some.Minute(minute), memory));
            memory = outcome.Memory;
            minutes.AddRange(outcome.Fired.Select(fired => (int)(fired.AtUtc - Some.Open).TotalMinutes));
        }

        return [.. minutes];
    }
}
