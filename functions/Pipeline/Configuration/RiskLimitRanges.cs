using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>What values the limits may have: at the start, and when they are changed while running.</summary>
public static class RiskLimitRanges
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="limits">The limits.</param>
    /// <param name="prefix">Put before each key, such as <c>risk.</c></param>
    public static IReadOnlyList<OptionError> Check(RiskLimits limits, string prefix)
    {
        var check = new RangeCheck(prefix);
        check.Positive("maxGrossExposure", limits.MaxGrossExposure, 20m);
        check.Within("minCashShare", limits.MinCashShare, 0m, 1m);
        check.Positive("maxSymbolShare", limits.MaxSymbolShare, 20m);
        check.Within("maxPositions", limits.MaxPositions, 1, 100_000);
        check.Positive("maxOrderQuantity", limits.MaxOrderQuantity?.Shares, decimal.MaxValue);
        check.Positive("maxOrderNotional", limits.MaxOrderNotional?.Amount, decimal.MaxValue);
        check.Positive("priceCollar", limits.PriceCollar, 1m);
        check.Within("maxReferenceAge", limits.MaxReferenceAge, TimeSpan.Zero, 365 * Day);
        check.Within("maxMarkAge", limits.MaxMarkAge, TimeSpan.Zero, 365 * Day);
        check.Within("duplicateWindow", limits.DuplicateWindow, TimeSpan.Zero, Day);
        check.Within("window", limits.Window, TimeSpan.FromSeconds(1), Day);
        check.Within("maxWindowOrders", limits.MaxWindowOrders, 1, int.MaxValue);
        check.Positive("maxWindowQuantity", limits.MaxWindowQuantity?.Shares, decimal.MaxValue);
        check.Positive("maxWindowNotional", limits.MaxWindowNotional?.Amount, decimal.MaxValue);
        check.Within("messagesPerMinute", limits.MessagesPerMinute, 1, 1_000_000);
        check.Within("exitMessageShare", limits.ExitMessageShare, 0m, 1m);
        check.Positive("maxPositionQuantity", limits.MaxPositionQuantity?.Shares, decimal.MaxValue);
        check.Positive("maxPortfolioRisk", limits.MaxPortfolioRisk, 1m);
        check.Positive("defaultStop", limits.DefaultStop, 0.99m);
        check.Positive("defaultTakeProfit", limits.DefaultTakeProfit, 100m);
        check.Within("minConfidence", limits.MinConfidence, 0m, 1m);
        check.Within("cooldown", limits.Cooldown, TimeSpan.Zero, 365 * Day);
        check.Positive("maxDrawdown", limits.MaxDrawdown, 1m);
        check.Positive("maxDailyLoss", limits.MaxDailyLoss, 1m);
        check.Within("maxSignalAge", limits.MaxSignalAge, TimeSpan.FromSeconds(1), 365 * Day);
        check.Positive("maxVolumeShare", limits.MaxVolumeShare, 1m);
        if (limits.MaxSymbolShare > limits.MaxGrossExposure)
            check.Add("maxSymbolShare", $"must not exceed {prefix}maxGrossExposure ({limits.MaxGrossExposure}), is {limits.MaxSymbolShare}.");
        CheckControls(limits, check);
        CheckContradictions(limits, prefix, check);
        return check.Errors;
    }

    private static void CheckControls(RiskLimits limits, RangeCheck check)
    {
        check.Within("maxStrategyExecutions", limits.MaxStrategyExecutions, 1, int.MaxValue);
        check.Within("strategyWindow", limits.StrategyWindow, TimeSpan.FromSeconds(1), Day);
        check.Positive("maxSectorShare", limits.MaxSectorShare, 20m);
        check.Within("maxCorrelation", limits.MaxCorrelation, -1m, 1m);
        check.Positive("maxValueAtRisk", limits.MaxValueAtRisk, 1m);
        check.Positive("maxStressLoss", limits.MaxStressLoss, 20m);
        check.Within("maxAnalysisAge", limits.MaxAnalysisAge, TimeSpan.FromSeconds(10), 365 * Day);
        check.Within("stopGuardStops", limits.StopGuardStops, 1, ClosedExit.MaxPerSymbol);
        check.Within("stopGuardWindow", limits.StopGuardWindow, TimeSpan.FromSeconds(1), 365 * Day);
        check.Within("stopGuardDuration", limits.StopGuardDuration, TimeSpan.FromSeconds(1), 365 * Day);
        check.Within("minProfit", limits.MinProfit, -1m, 1m);
        check.Within("lowProfitTrades", limits.LowProfitTrades, 1, ClosedExit.MaxPerSymbol);
        check.Within("lowProfitWindow", limits.LowProfitWindow, TimeSpan.FromSeconds(1), 365 * Day);
        check.Within("lowProfitDuration", limits.LowProfitDuration, TimeSpan.FromSeconds(1), 365 * Day);
        check.Positive("maxWindowDrawdown", limits.MaxWindowDrawdown, 1m);
        check.Within("drawdownWindow", limits.DrawdownWindow, TimeSpan.FromSeconds(1), 365 * Day);
        check.Within("drawdownDuration", limits.DrawdownDuration, TimeSpan.FromSeconds(1), 365 * Day);
    }

    /// <summary>Two limits of which one can never be reached: one of them is a mistake.</summary>
    private static void CheckContradictions(RiskLimits limits, string prefix, RangeCheck check)
    {
        if (limits.MaxSectorShare > limits.MaxGrossExposure)
            check.Add("maxSectorShare", $"must not exceed {prefix}maxGrossExposure ({limits.MaxGrossExposure}), is {limits.MaxSectorShare}.");
        if (limits.MaxSymbolShare > limits.MaxSectorShare)
            check.Add("maxSymbolShare", $"must not exceed {prefix}maxSectorShare ({limits.MaxSectorShare}), is {limits.MaxSymbolShare}.");
        if (limits.MaxOrderNotional > limits.MaxWindowNotional)
            check.Add("maxOrderNotional", $"must not exceed {prefix}maxWindowNotional ({limits.MaxWindowNotional}), is {limits.MaxOrderNotional}.");
        if (limits.MaxOrderQuantity > limits.MaxWindowQuantity)
            check.Add("maxOrderQuantity", $"must not exceed {prefix}maxWindowQuantity ({limits.MaxWindowQuantity}), is {limits.MaxOrderQuantity}.");
        if (limits.MaxOrderQuantity > limits.MaxPositionQuantity)
            check.Add("maxOrderQuantity", $"must not exceed {prefix}maxPositionQuantity ({limits.MaxPositionQuantity}), is {limits.MaxOrderQuantity}.");
        if (limits is { MessagesPerMinute: not null, ExitMessageShare: 1m })
            check.Add("exitMessageShare", $"must be below 1 with {prefix}messagesPerMinute ({limits.MessagesPerMinute}): it leaves no entry a message.");
    }
}
