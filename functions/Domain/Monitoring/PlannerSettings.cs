namespace TradingFunctions.Domain.Monitoring;

/// <summary>Parameters of <see cref="RuleBasedPlanner"/>. Distances are in standard deviations of what the symbol does over the horizon, so that they fit any bar length.</summary>
/// <param name="Strategy">Strategy that trades are booked to.</param>
/// <param name="HistoryBars">Bars looked at when planning: for volatility, the breakout level and the trend.</param>
/// <param name="HorizonBars">Bars that a position is thought to be held for; scales stops and targets.</param>
/// <param name="MomentumBars">Bars of the momentum entry and exit.</param>
/// <param name="MomentumDeviations">Move over those bars that counts as momentum.</param>
/// <param name="BreakoutVolume">Multiple of the average volume that a breakout needs.</param>
/// <param name="RsiPeriod">Bars of the RSI.</param>
/// <param name="PullBackRsi">A pull-back in a rising symbol is bought below it.</param>
/// <param name="OverboughtRsi">No momentum is bought above it.</param>
/// <param name="FastBars">Fast average of the exit by crossing.</param>
/// <param name="SlowBars">Slow average of the exit by crossing.</param>
/// <param name="StopDeviations">Distance of the stop.</param>
/// <param name="TakeProfitDeviations">Distance of the profit target.</param>
/// <param name="TrailingDeviations">Distance of the trailing stop.</param>
/// <param name="MinStopFraction">Narrowest stop, a fraction of the price.</param>
/// <param name="MaxStopFraction">Widest stop, a fraction of the price.</param>
/// <param name="MaxPositionFraction">Largest position, a fraction of equity.</param>
/// <param name="ReviewVolume">Multiple of the average volume at which the plan is made anew.</param>
/// <param name="StaleBars">Bars without a new price after which data counts as stale.</param>
/// <param name="CooldownBars">Bars between two alerts of one entry.</param>
public sealed record PlannerSettings(
    StrategyId Strategy,
    int HistoryBars = 60,
    int HorizonBars = 20,
    int MomentumBars = 5,
    double MomentumDeviations = 2,
    double BreakoutVolume = 1.5,
    int RsiPeriod = 14,
    double PullBackRsi = 40,
    double OverboughtRsi = 75,
    int FastBars = 9,
    int SlowBars = 21,
    double StopDeviations = 1.5,
    double TakeProfitDeviations = 3,
    double TrailingDeviations = 1.5,
    double MinStopFraction = 0.005,
    double MaxStopFraction = 0.1,
    double MaxPositionFraction = 0.1,
    double ReviewVolume = 6,
    int StaleBars = 10,
    int CooldownBars = 5)
{
    public static PlannerSettings Default { get; } = new(new StrategyId("rules"));
}
