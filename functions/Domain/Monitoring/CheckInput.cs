using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Monitoring;

/// <summary>All that a check looks at.</summary>
/// <param name="NowUtc">Time of the check. Anything later in the other arguments is not looked at.</param>
/// <param name="Bars">The newest bars that have ended, at least <see cref="PlanEvaluator.WindowLength"/> of them where there are so many.</param>
/// <param name="Quote">Newest quote, if any.</param>
/// <param name="LastPrice">Last traded price, dollars; 0 where there was none.</param>
/// <param name="LastPriceUtc">When that was.</param>
/// <param name="Position">The symbol's position, default when flat.</param>
/// <param name="State">What the monitor is doing; nothing is looked at when idle or exiting.</param>
/// <param name="Memory">What the last check handed on.</param>
/// <param name="Strategies">Asked where the plan goes by strategies' signals; without it such conditions are not met.</param>
public readonly record struct CheckInput(
    Symbol Symbol,
    DateTime NowUtc,
    BarWindow Bars,
    Quote? Quote,
    double LastPrice,
    DateTime LastPriceUtc,
    PositionContext Position,
    MonitorState State,
    CheckMemory Memory,
    IStrategyReader? Strategies = null)
{
    public static CheckInput From(SymbolSnapshot snapshot, PositionContext position, MonitorState state, CheckMemory memory, IStrategyReader? strategies = null) =>
        new(snapshot.Symbol, snapshot.AsOfUtc, snapshot.Bars, snapshot.Quote, snapshot.LastPrice, snapshot.LastPriceUtc, position, state, memory, strategies);
}
