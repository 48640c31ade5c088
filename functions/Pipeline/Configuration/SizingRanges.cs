using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Pipeline.Configuration;

internal static class SizingRanges
{
    public static IReadOnlyList<OptionError> Check(SizingOptions sizing, string prefix)
    {
        var check = new RangeCheck(prefix);
        check.Positive("kellyFraction", sizing.KellyFraction, 1m);
        check.Positive("fixedFraction", sizing.FixedFraction, 1m);
        check.Positive("riskPerTrade", sizing.RiskPerTrade, 1m);
        check.Positive("lotSize", sizing.LotSize.Shares, 1_000_000m);
        return check.Errors;
    }
}
