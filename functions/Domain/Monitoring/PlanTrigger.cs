using System.Text.Json.Serialization;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>How the conditions of a trigger combine.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Combination>))]
public enum Combination { All, Any }

/// <summary>How often a trigger that is met may fire.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OncePer>))]
public enum OncePer
{
    /// <summary>When it becomes met: it must have been unmet since it last was. The first check counts as "was unmet".</summary>
    Edge,

    /// <summary>At every moment looked at at which it is met, as far as the cooldown lets it. For exits, which must not fall silent when an order fails.</summary>
    Check,

    /// <summary>When it becomes met, at most once per New York day.</summary>
    Day,

    /// <summary>When it becomes met, at most once over all versions of the run's plan that have a trigger of this name.</summary>
    Run,
}

/// <summary>A named combination of conditions and what the plan suggests when it is met.</summary>
/// <remarks>
/// <see cref="AlertIntent.Enter"/> is looked at while scanning, <see cref="AlertIntent.Exit"/> while holding a position, the others in both.
/// While a trigger is not looked at its memory stands still, except that a new position starts its exits afresh.
/// </remarks>
/// <param name="Name">Unique in the plan; 1 to 64 characters of <c>A-Z a-z 0-9 . _ -</c>.</param>
/// <param name="Intent">What the plan suggests.</param>
/// <param name="Conditions">1 to 16.</param>
/// <param name="Combine">All of them, or any.</param>
/// <param name="CooldownSeconds">Time after a firing in which it does not fire again.</param>
/// <param name="OncePer">How often it may fire while it stays met.</param>
/// <param name="Confidence">0 to 1; goes into the alert and from there into sizing.</param>
/// <param name="EntrySide">Of an entry: buy, or sell short.</param>
/// <param name="Strategy">
/// Whose trade it is; null for the plan's. What a strategy enters by is looked at while it may enter, an exit of it while the position is its own; an exit
/// without a strategy whoever opened the position.
/// </param>
/// <param name="Guards">
/// At most 16; all of them must be met at the moment of firing, or it is passed over: no alert, but the firing counts for cooldown and <paramref name="OncePer"/>.
/// So a guarded trigger raises some of the alerts of the same trigger without guards, and never another one.
/// </param>
/// <param name="Size">Of an entry: part of the size that sizing gives it, more than 0 and at most 1; null for all of it.</param>
public sealed record PlanTrigger(
    string Name,
    AlertIntent Intent,
    PlanCondition[] Conditions,
    Combination Combine = Combination.All,
    int CooldownSeconds = 0,
    OncePer OncePer = OncePer.Edge,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double Confidence = 0.6,
    Side EntrySide = Side.Buy,
    StrategyId? Strategy = null,
    PlanCondition[]? Guards = null,
    double? Size = null);
