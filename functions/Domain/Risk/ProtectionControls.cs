using TradingFunctions.Domain.Orders;
using static TradingFunctions.Domain.Risk.Numbers;

namespace TradingFunctions.Domain.Risk;

/// <summary>Stops, confidence and what followed from losses.</summary>
internal static class ProtectionControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.StopRequired, "stopLoss", entry && limits.RequireStop, inputs.Terms.StopLoss is not null, null, null);
        checks.Add(ReasonCode.Bracket, "stopLoss", entry && inputs.Terms.StopLoss is not null, IsOnItsSide(inputs, inputs.Terms.StopLoss, below: inputs.Terms.Side == Side.Buy), EntryPrice(inputs), inputs.Terms.StopLoss?.Amount);
        checks.Add(ReasonCode.Bracket, "takeProfit", entry && inputs.Terms.TakeProfit is not null, IsOnItsSide(inputs, inputs.Terms.TakeProfit, below: inputs.Terms.Side == Side.Sell), EntryPrice(inputs), inputs.Terms.TakeProfit?.Amount);
        checks.Add(ReasonCode.Confidence, "confidence", entry && limits.MinConfidence is not null && inputs.Confidence is not null, inputs.Confidence >= limits.MinConfidence, limits.MinConfidence, inputs.Confidence);
        checks.Add(ReasonCode.Cooldown, "secondsSinceExit", entry && limits.Cooldown is not null && inputs.LastExitUtc is not null,
            inputs.NowUtc - inputs.LastExitUtc >= limits.Cooldown, Seconds(limits.Cooldown), Seconds(inputs.NowUtc - inputs.LastExitUtc), inputs.LastExitUtc + limits.Cooldown);

        checks.Add(ReasonCode.Confidence, "strategyConfidence", entry && inputs.Strategy?.MinConfidence is not null && inputs.Confidence is not null,
            inputs.Confidence >= inputs.Strategy?.MinConfidence, inputs.Strategy?.MinConfidence, inputs.Confidence);
        var guard = inputs.StopGuard;
        checks.Add(ReasonCode.StopGuard, "stops", entry && limits.StopGuardStops is not null, !guard.Bans(inputs.NowUtc), limits.StopGuardStops, guard.Value, guard.UntilUtc);
        var profit = inputs.LowProfit;
        checks.Add(ReasonCode.LowProfit, "profit", entry && limits.MinProfit is not null, !profit.Bans(inputs.NowUtc), limits.MinProfit, profit.Value, profit.UntilUtc);
        var fall = inputs.WindowDrawdown;
        checks.Add(ReasonCode.Drawdown, "windowDrawdown", entry && limits.MaxWindowDrawdown is not null,
            !fall.Bans(inputs.NowUtc), limits.MaxWindowDrawdown, fall.Value, fall.UntilUtc);

        var peak = Math.Max(inputs.PeakEquity.Amount, inputs.Equity.Amount);
        var drawdown = peak > 0m ? (peak - inputs.Equity.Amount) / peak : (decimal?)null;
        checks.Add(ReasonCode.Drawdown, "drawdown", entry && limits.MaxDrawdown is not null, drawdown < limits.MaxDrawdown, limits.MaxDrawdown, drawdown);
        checks.Add(ReasonCode.Drawdown, "dailyLoss", entry && limits.MaxDailyLoss is not null, inputs.DayLoss < limits.MaxDailyLoss, limits.MaxDailyLoss, inputs.DayLoss);
    }

    private static decimal? EntryPrice(in GateInputs inputs) => inputs.Terms.LimitPrice?.Amount ?? inputs.Reference?.Amount;

    private static bool IsOnItsSide(in GateInputs inputs, Price? leg, bool below) =>
        EntryPrice(inputs) is { } entry && (below ? leg?.Amount < entry : leg?.Amount > entry);
}
