namespace TradingFunctions.Domain.Monitoring;

/// <summary>Bounds that no author of a plan can widen.</summary>
/// <param name="MaxTriggers">Triggers per plan.</param>
/// <param name="MaxConditions">Conditions per trigger.</param>
/// <param name="MaxBytes">Size of the plan as UTF-8 JSON; it must fit into an orchestration's carried state.</param>
/// <param name="MinCheckIntervalSeconds">Shortest time between checks.</param>
/// <param name="MaxCheckIntervalSeconds">Longest time between checks.</param>
/// <param name="MaxBars">Longest look-back in bars.</param>
/// <param name="MaxMinutes">Longest look-back in minutes; of one-minute bars it takes as many.</param>
/// <param name="MaxStopLossFraction">Widest stop.</param>
/// <param name="MaxPositionFraction">Largest position hint, fraction of equity.</param>
/// <param name="MaxValidity">Longest time from start to expiry.</param>
public sealed record PlanLimits(
    int MaxTriggers = 32,
    int MaxConditions = 16,
    int MaxBytes = 16 * 1024,
    int MinCheckIntervalSeconds = 1,
    int MaxCheckIntervalSeconds = 86_400,
    int MaxBars = 500,
    int MaxMinutes = 500,
    double MaxStopLossFraction = 0.25,
    double MaxPositionFraction = 1,
    TimeSpan MaxValidity = default)
{
    public static PlanLimits Default { get; } = new(MaxValidity: TimeSpan.FromDays(400));
}
