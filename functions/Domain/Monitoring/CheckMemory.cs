namespace TradingFunctions.Domain.Monitoring;

/// <summary>What a check hands to the next one of the same symbol. The default is a monitor that has not checked yet.</summary>
/// <param name="PlanVersion">Version of the plan that was checked; 0 before the first check.</param>
/// <param name="EvaluatedToUtc">All that ended up to here has been looked at.</param>
/// <param name="Met">Bit n: trigger n was met when it was last looked at.</param>
/// <param name="Marks">One per trigger of the plan, in its order; null before the first check.</param>
/// <param name="PositionSinceUtc">Entry time of the position that was last seen; null when flat.</param>
/// <param name="BestPrice">Best price of that position, dollars; 0 when flat.</param>
public readonly record struct CheckMemory(
    int PlanVersion = 0,
    DateTime EvaluatedToUtc = default,
    uint Met = 0,
    TriggerMark[]? Marks = null,
    DateTime? PositionSinceUtc = null,
    double BestPrice = 0);

/// <summary>When a trigger last fired. Marks go by name, so that a new version of a plan does not repeat the alerts of the old.</summary>
public readonly record struct TriggerMark(string Name, DateTime? LastFiredUtc);
