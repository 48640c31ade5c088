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
        check.Within("duplicateWindow", limits.DuplicateWindow, TimeSpan.Zero, Day);
        check.Within("window", limits.Window, TimeSpan.FromSeconds(1), Day);
        check.Within("maxWindowOrders", limits.MaxWindowOrders, 1, int.MaxValue);
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
        check.Within("maxSignalAge", limits.MaxSignalAge, TimeSpan.FromSeconds(1), 365 * Day);
        check.Positive("maxVolumeShare", limits.MaxVolumeShare, 1m);
        if (limits.MaxSymbolShare > limits.MaxGrossExposure)
            check.Add("maxSymbolShare", $"must not exceed {prefix}maxGrossExposure ({limits.MaxGrossExposure}), is {limits.MaxSymbolShare}.");
        return check.Errors;
    }
}
