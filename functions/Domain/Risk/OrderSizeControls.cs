namespace TradingFunctions.Domain.Risk;

/// <summary>The size of one order.</summary>
internal static class OrderSizeControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, decimal cost, ref GateChecks checks)
    {
        var quantity = inputs.Terms.Quantity.Shares;
        checks.Add(ReasonCode.OrderQty, "quantity", entry && limits.MaxOrderQuantity is not null, quantity <= limits.MaxOrderQuantity?.Shares, limits.MaxOrderQuantity?.Shares, quantity);

        var notional = inputs.ReservePrice is null ? (decimal?)null : cost;
        checks.Add(notional is null ? ReasonCode.MissingInput : ReasonCode.OrderNotional, "notional", entry && limits.MaxOrderNotional is not null,
            notional <= limits.MaxOrderNotional?.Amount, limits.MaxOrderNotional?.Amount, notional);

        var share = inputs.Volume?.Usable is > 0m and var average ? quantity / average : (decimal?)null;
        checks.Add(share is null ? ReasonCode.MissingInput : ReasonCode.AdvShare, "averageDailyVolumeShare", entry && limits.MaxVolumeShare is not null,
            share <= limits.MaxVolumeShare, limits.MaxVolumeShare, share);
    }
}
