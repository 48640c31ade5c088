using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Which side of a level counts; of a crossing, the side that is reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Relation>))]
public enum Relation { Above, Below }

/// <summary>One condition of a trigger: a kind and the parameters that this kind needs, all others null. See <see cref="PlanValidator"/>.</summary>
/// <remarks>A condition whose input is missing (too few bars, no quote, no position) is not met.</remarks>
/// <param name="Kind">What is looked at.</param>
/// <param name="Price"><see cref="ConditionKind.PriceAbove"/>, <see cref="ConditionKind.PriceBelow"/>: the level, dollars; met strictly beyond it.</param>
/// <param name="Fraction">
/// <see cref="ConditionKind.ChangeOverWindow"/>: 0.02 is met at +2 % or more, -0.02 at -2 % or less.
/// <see cref="ConditionKind.Spread"/>: met when (ask - bid) / mid is more. <see cref="ConditionKind.TrailingStop"/>: met at this distance from the best price since entry.
/// </param>
/// <param name="Bars"><see cref="ConditionKind.ChangeOverWindow"/>: bars looked back; <see cref="ConditionKind.VolumeSpike"/>: bars averaged, the newest left out.</param>
/// <param name="Minutes"><see cref="ConditionKind.ChangeOverWindow"/>: minutes looked back, instead of bars.</param>
/// <param name="Multiple"><see cref="ConditionKind.VolumeSpike"/>: met when the newest bar has at least this many times the average volume.</param>
/// <param name="Fast"><see cref="ConditionKind.MovingAverageCross"/>: bars of the fast average.</param>
/// <param name="Slow"><see cref="ConditionKind.MovingAverageCross"/>: bars of the slow average.</param>
/// <param name="Period"><see cref="ConditionKind.Rsi"/>: bars of Wilder's average.</param>
/// <param name="Level"><see cref="ConditionKind.Rsi"/>: 0 to 100, met strictly beyond it.</param>
/// <param name="Relation"><see cref="ConditionKind.MovingAverageCross"/>: where the fast average goes; <see cref="ConditionKind.Rsi"/>: side of the level.</param>
/// <param name="Seconds"><see cref="ConditionKind.StaleData"/>: met when the last price is older than this, counted in time of open sessions.</param>
/// <param name="From"><see cref="ConditionKind.TimeOfDay"/>: New York time from which it is met.</param>
/// <param name="To"><see cref="ConditionKind.TimeOfDay"/>: New York time from which it is not met any more.</param>
/// <param name="Strategy"><see cref="ConditionKind.StrategyBuy"/>, <see cref="ConditionKind.StrategySell"/>, <see cref="ConditionKind.StrategyExit"/>: whose signal.</param>
public sealed record PlanCondition(
    ConditionKind Kind,
    double? Price = null,
    double? Fraction = null,
    int? Bars = null,
    int? Minutes = null,
    double? Multiple = null,
    int? Fast = null,
    int? Slow = null,
    int? Period = null,
    double? Level = null,
    Relation? Relation = null,
    int? Seconds = null,
    TimeOnly? From = null,
    TimeOnly? To = null,
    StrategyId? Strategy = null)
{
    public static PlanCondition PriceAbove(double price) => new(ConditionKind.PriceAbove, Price: price);

    public static PlanCondition PriceBelow(double price) => new(ConditionKind.PriceBelow, Price: price);

    public static PlanCondition ChangeOverBars(int bars, double fraction) => new(ConditionKind.ChangeOverWindow, Fraction: fraction, Bars: bars);

    public static PlanCondition ChangeOverMinutes(int minutes, double fraction) => new(ConditionKind.ChangeOverWindow, Fraction: fraction, Minutes: minutes);

    public static PlanCondition VolumeSpike(int bars, double multiple) => new(ConditionKind.VolumeSpike, Bars: bars, Multiple: multiple);

    public static PlanCondition MovingAverageCross(int fast, int slow, Relation relation) => new(ConditionKind.MovingAverageCross, Fast: fast, Slow: slow, Relation: relation);

    public static PlanCondition Rsi(int period, Relation relation, double level) => new(ConditionKind.Rsi, Period: period, Level: level, Relation: relation);

    public static PlanCondition Spread(double fraction) => new(ConditionKind.Spread, Fraction: fraction);

    public static PlanCondition StaleData(int seconds) => new(ConditionKind.StaleData, Seconds: seconds);

    public static PlanCondition TimeOfDay(TimeOnly from, TimeOnly to) => new(ConditionKind.TimeOfDay, From: from, To: to);

    public static PlanCondition TrailingStop(double fraction) => new(ConditionKind.TrailingStop, Fraction: fraction);

    public static PlanCondition StrategyBuy(StrategyId strategy) => new(ConditionKind.StrategyBuy, Strategy: strategy);

    public static PlanCondition StrategySell(StrategyId strategy) => new(ConditionKind.StrategySell, Strategy: strategy);

    public static PlanCondition StrategyExit(StrategyId strategy) => new(ConditionKind.StrategyExit, Strategy: strategy);
}
