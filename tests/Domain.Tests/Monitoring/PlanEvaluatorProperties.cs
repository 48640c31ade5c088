using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Tests.Monitoring;

public sealed class PlanEvaluatorProperties
{
    public static TheoryData<ConditionKind> Kinds => [.. Enum.GetValues<ConditionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachKind_RandomBarsAndChecks_FiresLikeTheNaiveDefinition(ConditionKind kind)
    {
        var total = 0;
        Holds(150, seed =>
        {
            var scenario = new PlanScenario(seed, kind);
            var expected = new NaivePlan(scenario.Plan, scenario.Bars, scenario.State, scenario.Position).Fires(scenario.Checks);
            total += expected.Count;
            scenario.Run(scenario.Series()).ShouldBe(expected, $"seed {seed}");
        });
        total.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void MixedPlans_RandomBarsAndChecks_FireLikeTheNaiveDefinition() => Holds(600, seed =>
    {
        var scenario = new PlanScenario(seed);
        scenario.Run(scenario.Series()).ShouldBe(new NaivePlan(scenario.Plan, scenario.Bars, scenario.State, scenario.Position).Fires(scenario.Checks), $"seed {seed}");
    });

    [Fact]
    public void BarsAfterNow_WhateverTheyAre_NeverChangeTheOutcome() => Holds(200, seed =>
    {
        var scenario = new PlanScenario(seed);
        var now = scenario.Checks[seed % scenario.Checks.Count];
        var past = new BarSeries(Some.Symbol);
        scenario.Bars.FindAll(b => b.EndUtc <= now).ForEach(b => past.Append(b));

        // The careless caller hands in what has not ended yet, and a price of tomorrow.
        var input = scenario.InputAt(past, now, default);
        var careless = input with { Bars = scenario.Series().WindowAt(DateTime.MaxValue), Quote = new Quote(now.AddTicks(1), 1, 2) };
        if (!input.Bars.IsEmpty)
        {
            careless = careless with { LastPrice = 1, LastPriceUtc = now.AddTicks(1) };
        }

        Describe(PlanEvaluator.Evaluate(scenario.Plan, careless)).ShouldBe(Describe(PlanEvaluator.Evaluate(scenario.Plan, input with { Bars = past.WindowAt(now) })), $"seed {seed}");
    });

    [Fact]
    public void Memory_FromCheckToCheck_OnlyMovesForward() => Holds(200, seed =>
    {
        CheckMemory last = default;
        var scenario = new PlanScenario(seed);
        scenario.Run(scenario.Series(), memory =>
        {
            memory.EvaluatedToUtc.ShouldBeGreaterThanOrEqualTo(last.EvaluatedToUtc);
            for (var i = 0; i < (memory.Marks?.Length ?? 0); i++)
            {
                (memory.Marks![i].LastFiredUtc >= last.Marks?[i].LastFiredUtc || last.Marks?[i].LastFiredUtc is null).ShouldBeTrue();
                (memory.Marks![i].LastFiredUtc <= memory.EvaluatedToUtc || memory.Marks![i].LastFiredUtc is null).ShouldBeTrue();
            }

            last = memory;
        });
    });

    [Fact]
    public void Firings_OfOneTrigger_AreNeverCloserThanItsCooldown() => Holds(200, seed =>
    {
        var scenario = new PlanScenario(seed);
        foreach (var fires in scenario.Run(scenario.Series()).GroupBy(f => f.Trigger, f => f.AtUtc))
        {
            var cooldown = TimeSpan.FromSeconds(scenario.Plan.FindTrigger(fires.Key)!.CooldownSeconds);
            fires.Zip(fires.Skip(1), (a, b) => b - a).Where(gap => gap < cooldown).ShouldBeEmpty();
        }
    });

    [Fact]
    public void RandomPlans_OfTheScenarios_AreMostlyValid()
    {
        var valid = 0;
        Holds(200, seed => valid += PlanValidator.Validate(new PlanScenario(seed).Plan).All(e => e.Code == "CONTRADICTION") ? 1 : 0);
        valid.ShouldBe(200);
    }

    private static string Describe(CheckOutcome outcome) =>
        $"{outcome.Memory.EvaluatedToUtc:O} {outcome.Memory.Met} {outcome.Memory.BestPrice:R} {outcome.BarsEvaluated} "
        + string.Join(';', outcome.Fired.Select(f => $"{f.Trigger} {f.AtUtc:O} {f.Price:R} {string.Join(',', f.Data)}"));

    private static void Holds(int cases, Action<int> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(20131008, 1), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), property));
}
