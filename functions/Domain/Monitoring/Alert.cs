using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Which condition of a plan was met.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionKind>))]
public enum ConditionKind
{
    PriceAbove,
    PriceBelow,
    ChangeOverWindow,
    VolumeSpike,
    MovingAverageCross,
    Rsi,
    Spread,
    StaleData,
    TimeOfDay,
    TrailingStop,

    /// <summary>A strategy says BUY.</summary>
    StrategyBuy,

    /// <summary>A strategy says SELL.</summary>
    StrategySell,

    /// <summary>A strategy speaks against the open position: SELL while long, BUY while short.</summary>
    StrategyExit,
}

/// <summary>What the plan suggests when its trigger is met; the desk decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertIntent>))]
public enum AlertIntent { Enter, Exit, Review, Inform }

/// <summary>A monitor's report that a trigger of its plan was met. Stored before it is hinted at.</summary>
/// <param name="Run">The monitoring run.</param>
/// <param name="Sequence">1, 2, 3, ... per (run, symbol), without a gap.</param>
/// <param name="AtUtc">When the check saw it.</param>
/// <param name="Trigger">Name of the plan's trigger.</param>
/// <param name="Conditions">The conditions that were true.</param>
/// <param name="Data">Observed figures by name, rounded to 1e-9.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="PlanVersion">Version of the plan that was checked.</param>
/// <param name="LastPrice">Price at the check, dollars.</param>
/// <param name="FencingToken">Token of the symbol's lock, taken before an entry; 0 where none is needed.</param>
/// <param name="Trace">W3C <c>traceparent</c> that follows the alert to its fills; null where nothing is traced.</param>
/// <param name="Reason">A strategy's own words.</param>
public sealed record Alert(
    RunId Run,
    Symbol Symbol,
    int Sequence,
    DateTime AtUtc,
    AlertIntent Intent,
    string Trigger,
    ConditionKind[] Conditions,
    IReadOnlyDictionary<string, double> Data,
    double Confidence,
    int PlanVersion,
    double LastPrice,
    long FencingToken,
    string? Reason = null,
    string? Trace = null);
