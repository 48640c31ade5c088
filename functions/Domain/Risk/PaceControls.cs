using static TradingFunctions.Domain.Risk.Numbers;

namespace TradingFunctions.Domain.Risk;

/// <summary>How much was sent lately.</summary>
internal static class PaceControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, decimal cost, ref GateChecks checks)
    {
        var window = inputs.Window.At(inputs.NowUtc, limits.Window);
        checks.Add(ReasonCode.WindowLimit, "windowOrders", entry && limits.MaxWindowOrders is not null,
            window.TotalOrders + 1 <= limits.MaxWindowOrders, limits.MaxWindowOrders, window.TotalOrders + 1);
        var quantity = window.TotalQuantity.Shares + inputs.Terms.Quantity.Shares;
        checks.Add(ReasonCode.WindowLimit, "windowQuantity", entry && limits.MaxWindowQuantity is not null,
            quantity <= limits.MaxWindowQuantity?.Shares, limits.MaxWindowQuantity?.Shares, quantity);
        var notional = window.TotalNotional.Amount + cost;
        checks.Add(ReasonCode.WindowLimit, "windowNotional", entry && limits.MaxWindowNotional is not null,
            notional <= limits.MaxWindowNotional?.Amount, limits.MaxWindowNotional?.Amount, notional);

        var twin = limits.DuplicateWindow is { } span ? LatestTwin(inputs, span) : null;
        checks.Add(ReasonCode.Duplicate, "secondsSinceTwin", entry && limits.DuplicateWindow is not null, twin is null, Seconds(limits.DuplicateWindow), Seconds(inputs.NowUtc - twin));

        var perMinute = limits.MessagesPerMinute;
        var budget = perMinute * (entry ? 1m - limits.ExitMessageShare : 1m);
        var used = perMinute is { } rate ? inputs.Rate.UsedAt(inputs.NowUtc, rate) + 1m : (decimal?)null;
        checks.Add(ReasonCode.Throttled, "messages", perMinute is not null, used <= budget, budget, used);

        var told = inputs.BrokerMessages;
        var share = told?.Limit * (entry ? 1m - limits.ExitMessageShare : 1m);
        checks.Add(ReasonCode.Throttled, "brokerMessages", told is not null, told?.Used + 1 <= share, share, told?.Used + 1);
    }

    private static DateTime? LatestTwin(in GateInputs inputs, TimeSpan window)
    {
        var terms = inputs.Terms;
        var recent = inputs.Recent.Span;
        for (var i = recent.Length - 1; i >= 0; i--)
        {
            var other = recent[i];
            if (inputs.NowUtc - other.AtUtc < window && other.Id != terms.ClientOrderId && other.Side == terms.Side && other.Quantity == terms.Quantity
                && other.LimitPrice == terms.LimitPrice && other.Strategy == terms.Strategy)
            {
                return other.AtUtc;
            }
        }

        return null;
    }
}
