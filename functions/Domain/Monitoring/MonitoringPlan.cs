using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>Who wrote a plan.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanAuthor>))]
public enum PlanAuthor { Rules, Llm, Person }

/// <summary>What a monitor watches on one symbol, as data. A plan is acted on only after <see cref="PlanValidator"/> accepted it.</summary>
/// <param name="Run">The monitoring run it belongs to.</param>
/// <param name="Symbol">The symbol watched.</param>
/// <param name="Version">1 and up; a newer version replaces the older at the next check.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Strategy">Strategy that trades of this plan are booked to.</param>
/// <param name="ValidFromUtc">In force from here.</param>
/// <param name="ValidToUtc">Expiry: from here it is not in force.</param>
/// <param name="Triggers">1 to 32, names unique.</param>
/// <param name="Reasons">Why the symbol was picked, for people; at most 16 lines of 200 characters.</param>
/// <param name="CheckIntervalSeconds">Time between checks.</param>
/// <param name="StopLossFraction">Stop of an entry as a fraction of its price, 0.02 for 2 %; null leaves it to the account's default.</param>
/// <param name="TakeProfitFraction">Profit target of an entry as a fraction of its price; null for none.</param>
/// <param name="MaxPositionFraction">Hint: largest position as a fraction of equity. The gate's limits stand whatever it says.</param>
public sealed record MonitoringPlan(
    RunId Run,
    Symbol Symbol,
    int Version,
    PlanAuthor Author,
    StrategyId Strategy,
    DateTime ValidFromUtc,
    DateTime ValidToUtc,
    PlanTrigger[] Triggers,
    string[] Reasons,
    int CheckIntervalSeconds = MonitoringPlan.DefaultCheckIntervalSeconds,
    double? StopLossFraction = null,
    double? TakeProfitFraction = null,
    double? MaxPositionFraction = null)
{
    public const int DefaultCheckIntervalSeconds = 60;

    [JsonIgnore]
    public TimeSpan CheckInterval => TimeSpan.FromSeconds(CheckIntervalSeconds);

    /// <summary>Whether the plan is in force at <paramref name="nowUtc"/>: [from, to).</summary>
    public bool IsInForce(DateTime nowUtc) => nowUtc >= ValidFromUtc && nowUtc < ValidToUtc;

    /// <summary>The trigger of this name, null if the plan has none.</summary>
    public PlanTrigger? FindTrigger(string name) => Array.Find(Triggers, t => string.Equals(t.Name, name, StringComparison.Ordinal));
}
