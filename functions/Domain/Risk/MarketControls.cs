using TradingFunctions.Domain.Orders;
using static TradingFunctions.Domain.Risk.Numbers;

namespace TradingFunctions.Domain.Risk;

/// <summary>Market and reference price: open, tradable, fresh, near.</summary>
/// <remarks>A time that lies ahead is as far off as one that lies back: one of two clocks is wrong, and nobody knows how old the price or the signal is.</remarks>
internal static class MarketControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.NotTradable, "tradable", true, inputs.Tradable && !(inputs.BrokerRefuses && entry), null, null);
        checks.Add(ReasonCode.MarketClosed, "marketOpen", limits.ClosedMarket == ClosedMarketPolicy.Deny, inputs.MarketOpen, null, null);
        var opensShort = entry && inputs.Terms.Side == Side.Sell;
        var mayShort = limits.AllowShort && inputs.Strategy is not { AllowShort: false };
        checks.Add(mayShort && inputs.Shortable is null ? ReasonCode.MissingInput : ReasonCode.NotShortable, "quantity", opensShort, mayShort && inputs.Shortable == true, 0m, inputs.Terms.Quantity.Shares);

        var maxAge = limits.MaxReferenceAge is { } set ? Seconds(set + inputs.ReferencePeriod) : (decimal?)null;
        var age = inputs.Reference is null ? (decimal?)null : Seconds(inputs.NowUtc - inputs.ReferenceUtc);
        checks.Add(ReasonCode.StaleReference, "referenceAgeSeconds", entry, age is not null && !(Math.Abs(age.Value) > maxAge), maxAge, age);

        var collared = limits.PriceCollar is not null && inputs.Terms.LimitPrice is not null;
        var distance = collared && inputs.Reference is { } reference
            ? Math.Abs(inputs.Terms.LimitPrice!.Value.Amount - reference.Amount) / reference.Amount
            : (decimal?)null;
        checks.Add(collared && distance is null ? ReasonCode.StaleReference : ReasonCode.PriceCollar, "limitPriceDistance", collared, distance <= limits.PriceCollar, limits.PriceCollar, distance);
        checks.Add(ReasonCode.Expired, "signalAgeSeconds", entry && limits.MaxSignalAge is not null && inputs.SignalUtc is not null,
            (inputs.NowUtc - inputs.SignalUtc)?.Duration() <= limits.MaxSignalAge, Seconds(limits.MaxSignalAge), Seconds(inputs.NowUtc - inputs.SignalUtc));
    }
}
