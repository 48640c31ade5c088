using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Day;

/// <summary>The minutes before the close in which positions are given up.</summary>
public static class ClosingTime
{
    /// <summary>Whether a strategy may only reduce at a UTC time.</summary>
    public static Func<StrategyId, DateTime, bool> Of(DayOptions options)
    {
        if (options.LiquidateBeforeClose is not { } before)
        {
            return static (_, _) => false;
        }

        return (strategy, nowUtc) => ExchangeCalendar.OpenSession(nowUtc) is { } session && nowUtc >= session.CloseUtc - before && !options.HoldOvernight.Contains(strategy);
    }
}
