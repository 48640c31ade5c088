using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Domain.Tests.Monitoring;

/// <summary>A random plan, bars with gaps, and check times with delays; the same seed gives the same scenario.</summary>
/// <remarks>Prices are multiples of 1/4, so that sums are exact in any order; thresholds are odd numbers that no figure hits.</remarks>
internal sealed class PlanScenario
{
    private readonly Random random;

    public PlanScenario(int seed, ConditionKind? only = null)
    {
        random = new Random(seed);
        Bars = MakeBars();
        Checks = MakeChecks();
        var start = random.Next(0, 20);
        var kinds = Enum.GetValues<ConditionKind>();
        Plan = Some.Plan([.. Enumerable.Range(0, random.Next(1, 5)).Select(i => MakeTrigger(i, () => only ?? kinds[random.Next(kinds.Length)]))]) with
        {
            ValidFromUtc = Some.Minute(start),
            ValidToUtc = Some.Minute(random.Next(60, 400)),
        };
        State = random.Next(2) == 0 ? MonitorState.Scanning : MonitorState.Holding;
        Position = State == MonitorState.Scanning ? default
            : random.Next(2) == 0 ? Some.Long(100, Some.Minute(start + random.Next(0, 30) + random.Next(2) * 0.5)) : Some.Short(100, Some.Minute(start + random.Next(0, 30)));
    }

    public MonitoringPlan Plan { get; private set; }

    public List<Bar> Bars { get; }

    public List<DateTime> Checks { get; }

    public MonitorState State { get; }

    public PositionContext Position { get; }

    /// <summary>The same with guards on every trigger.</summary>
    public PlanScenario Guard(PlanCondition[] guards)
    {
        Plan = Plan with { Triggers = Array.ConvertAll(Plan.Triggers, trigger => trigger with { Guards = guards }) };
        return this;
    }

    /// <summary>The firings check by check, with the memory handed on.</summary>
    public List<(string Trigger, DateTime AtUtc)> Run(BarSeries series, Action<CheckMemory>? onMemory = null)
    {
        CheckMemory memory = default;
        var fires = new List<(string, DateTime)>();
        foreach (var now in Checks)
        {
            var outcome = PlanEvaluator.Evaluate(Plan, InputAt(series, now, memory));
            memory = outcome.Memory;
            onMemory?.Invoke(memory);
            fires.AddRange(outcome.Fired.Select(f => (f.Trigger, f.AtUtc)));
        }

        return fires;
    }

    /// <summary>The input of a check, with no more bars than the evaluator asks for.</summary>
    public CheckInput InputAt(BarSeries series, DateTime now, CheckMemory memory)
    {
        var bars = series.WindowAt(now, PlanEvaluator.WindowLength(Plan, TimeSpan.FromMinutes(1), memory, now));
        var (price, at) = bars.IsEmpty ? (0, now) : (bars.Last.Close, bars.Last.EndUtc);
        return new CheckInput(Some.Symbol, now, bars, Quote: null, price, at, Position, State, memory, new StepReader());
    }

    public BarSeries Series()
    {
        var series = new BarSeries(Some.Symbol);
        Bars.ForEach(b => series.Append(b));
        return series;
    }

    private List<Bar> MakeBars()
    {
        var bars = new List<Bar>();
        var close = 400;
        for (var i = 0; i < random.Next(1, 150); i++)
        {
            close = Math.Max(200, close + random.Next(-8, 9));
            var low = close - random.Next(0, 4);
            var high = close + random.Next(0, 4);
            if (random.Next(8) != 0)
            {
                bars.Add(new Bar(Some.Minute(i), Some.Minute(i + 1), close / 4.0, high / 4.0, low / 4.0, close / 4.0, random.Next(0, 1000), low / 4.0, high / 4.0));
            }
        }

        return bars;
    }

    private List<DateTime> MakeChecks()
    {
        var checks = new List<DateTime>();
        for (var at = random.Next(0, 5) + random.Next(2) * 0.5; at < 160; at += random.Next(1, 12) * 0.5)
        {
            checks.Add(Some.Minute(at));
        }

        return checks;
    }

    private PlanTrigger MakeTrigger(int index, Func<ConditionKind> kind) => new(
        $"t{index}",
        (AlertIntent)random.Next(4),
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => MakeCondition(kind()))],
        (Combination)random.Next(2),
        random.Next(3) * 150,
        (OncePer)random.Next(4));

    private PlanCondition MakeCondition(ConditionKind kind) => kind switch
    {
        ConditionKind.PriceAbove => PlanCondition.PriceAbove(95.1 + random.Next(10)),
        ConditionKind.PriceBelow => PlanCondition.PriceBelow(95.1 + random.Next(10)),
        ConditionKind.ChangeOverWindow when random.Next(2) == 0 => PlanCondition.ChangeOverBars(random.Next(1, 20), (random.Next(2) * 2 - 1) * 0.012345671),
        ConditionKind.ChangeOverWindow => PlanCondition.ChangeOverMinutes(random.Next(1, 20), (random.Next(2) * 2 - 1) * 0.012345671),
        ConditionKind.VolumeSpike => PlanCondition.VolumeSpike(random.Next(1, 20), 1.51234567),
        ConditionKind.MovingAverageCross => PlanCondition.MovingAverageCross(random.Next(1, 5), random.Next(5, 20), (Relation)random.Next(2)),
        ConditionKind.Rsi => PlanCondition.Rsi(random.Next(2, 15), (Relation)random.Next(2), 20.1234567 + random.Next(60)),
        ConditionKind.Spread => PlanCondition.Spread(0.00512345 * random.Next(1, 3)),
        ConditionKind.StaleData => PlanCondition.StaleData(random.Next(1, 7) * 15),
        ConditionKind.TimeOfDay => PlanCondition.TimeOfDay(new TimeOnly(9, 31).AddMinutes(random.Next(60)), new TimeOnly(10, 40).AddMinutes(random.Next(60))),
        ConditionKind.TrailingStop => PlanCondition.TrailingStop(0.01234567 * random.Next(1, 4)),
        ConditionKind.StrategyBuy => PlanCondition.StrategyBuy(StepReader.Strategy),
        ConditionKind.StrategySell => PlanCondition.StrategySell(StepReader.Strategy),
        ConditionKind.StrategyExit => PlanCondition.StrategyExit(StepReader.Strategy),
        _ => throw new InvalidOperationException(),
    };
}
