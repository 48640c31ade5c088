using TradingFunctions.Domain.Market;

namespace TradingFunctions.Domain.Risk;

/// <summary>What stands against an order where a limit and a value are no numbers, or one of them is missing.</summary>
internal static class DenialText
{
    /// <returns>Null where limit and value say it all.</returns>
    public static string? Of(in ControlCheck check, in GateInputs inputs, RiskLimits limits) => check switch
    {
        { Code: ReasonCode.Halted or ReasonCode.ReduceOnly } => $"trading is {inputs.State.ToString().ToLowerInvariant()}",
        { Code: ReasonCode.NotReconciled } => inputs.ReconciledUntilUtc is { } until ? $"the last reconciliation counted until {until:yyyy-MM-ddTHH:mm:ssZ}" : "books and broker have not been reconciled yet",
        { Code: ReasonCode.Restricted } => $"{inputs.Terms.Symbol} is one of risk.restrictedSymbols",
        { Code: ReasonCode.Unauthorised, Input: "caller" } => $"{inputs.Caller?.Value ?? "nobody"} is none of risk.authorisedCallers",
        { Code: ReasonCode.Unauthorised } => inputs.Strategy is null ? $"strategy {inputs.Terms.Strategy} is not listed" : $"strategy {inputs.Terms.Strategy} is not enabled",
        { Code: ReasonCode.StrategyHalted } => $"strategy {inputs.Terms.Strategy} went off: {inputs.Activity?.Reason}",
        { Code: ReasonCode.Locked } => inputs.Lock is { Owner: { } owner } ? $"{inputs.Terms.Symbol} is locked by {owner} until {inputs.Lock.ExpiresUtc:yyyy-MM-ddTHH:mm:ssZ}" : $"{inputs.Terms.Symbol} is not locked under this token",
        { Code: ReasonCode.NotTradable } => inputs.Tradable ? $"the broker takes no orders in {inputs.Terms.Symbol}" : $"the market has no {inputs.Terms.Symbol}",
        { Code: ReasonCode.MissingInput, Input: "quantity" } => $"the broker did not say whether {inputs.Terms.Symbol} can be sold short",
        { Code: ReasonCode.MarketClosed } => "the market is closed",
        { Code: ReasonCode.NotShortable } => !limits.AllowShort ? "risk.allowShort is off" : inputs.Strategy is { AllowShort: false } ? $"strategy {inputs.Terms.Strategy} may not sell short" : $"{inputs.Terms.Symbol} cannot be sold short",
        { Code: ReasonCode.StopRequired } => "risk.requireStop asks for a stop loss and there is none",
        { Input: "markAgeSeconds" } => check.Value is null ? $"there is no price of {inputs.WorstMark.Symbol}, which is held" : $"the price of {inputs.WorstMark.Symbol}, which is held, is too old",
        { Code: ReasonCode.StaleReference, Value: null } => $"there is no price of {inputs.Terms.Symbol}",
        { Input: "averageDailyVolumeShare", Value: null } when inputs.Volume is { } volume => volume.IsCurrent || volume.Newest is null
            ? $"the volume of {volume.Sessions} sessions of {inputs.Terms.Symbol} is known, {DailyVolume.Warmup} are needed"
            : $"the newest session of {inputs.Terms.Symbol} whose volume is known is {volume.Newest:yyyy-MM-dd}",
        { Value: null } => $"{check.Input} is not known",
        _ => null,
    };
}
