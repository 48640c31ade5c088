namespace TradingFunctions.Domain.Monitoring;

/// <summary>What a check found.</summary>
/// <param name="Memory">For the next check.</param>
/// <param name="Fired">Triggers that fired, by time, then in the plan's order; empty most of the time.</param>
/// <param name="BarsEvaluated">Bars looked at that no earlier check had looked at.</param>
public readonly record struct CheckOutcome(CheckMemory Memory, FiredTrigger[] Fired, int BarsEvaluated);

/// <summary>A trigger that fired.</summary>
/// <param name="Trigger">Its name.</param>
/// <param name="Intent">What the plan suggests.</param>
/// <param name="AtUtc">Moment it was met at: the end of a bar, or the time of the check.</param>
/// <param name="Price">Price at that moment, dollars.</param>
/// <param name="Conditions">The conditions that were met, in the plan's order.</param>
/// <param name="Data">Observed figures by name, rounded to 1e-9, in ordinal order.</param>
/// <param name="Confidence">The trigger's, or that of the strategy's signal, 0 to 1.</param>
/// <param name="Reason">The strategy's own words.</param>
public sealed record FiredTrigger(
    string Trigger,
    AlertIntent Intent,
    DateTime AtUtc,
    double Price,
    ConditionKind[] Conditions,
    IReadOnlyDictionary<string, double> Data,
    double Confidence,
    string? Reason = null);
