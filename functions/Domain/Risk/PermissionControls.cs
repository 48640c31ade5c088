namespace TradingFunctions.Domain.Risk;

/// <summary>Who may trade what at all: state, reconciliation, restrictions, authorisation, locks.</summary>
internal static class PermissionControls
{
    public static void Check(in GateInputs inputs, RiskLimits limits, bool entry, ref GateChecks checks)
    {
        checks.Add(ReasonCode.Halted, "tradingState", true, inputs.State != TradingState.Halted, null, null);
        checks.Add(ReasonCode.ReduceOnly, "tradingState", entry, inputs.State != TradingState.Reducing, null, null);
        checks.Add(ReasonCode.NotReconciled, "reconciledUntil", limits.RequireReconciliation, inputs.ReconciledUntilUtc >= inputs.NowUtc, null, null);
        checks.Add(ReasonCode.Restricted, "symbol", entry && limits.RestrictedSymbols.Length > 0, !limits.RestrictedSymbols.AsSpan().Contains(inputs.Terms.Symbol), null, null);
        checks.Add(ReasonCode.Unauthorised, "caller", entry && limits.AuthorisedCallers.Length > 0,
            inputs.Caller is { } caller && limits.AuthorisedCallers.AsSpan().Contains(caller), null, null);
        checks.Add(ReasonCode.Unauthorised, "strategy", entry && (limits.RequireListedStrategy || inputs.Strategy is not null), inputs.Strategy?.Enabled == true, null, null);
        var halted = inputs.Activity?.HaltedUtc is not null;
        var executions = limits.MaxStrategyExecutions is null ? null : inputs.Activity is { } activity ? Executions(activity, inputs.NowUtc, limits.StrategyWindow) : 0;
        checks.Add(ReasonCode.StrategyHalted, "strategyExecutions", entry && (halted || limits.MaxStrategyExecutions is not null), !halted, limits.MaxStrategyExecutions, executions);
        checks.Add(ReasonCode.Locked, "fencingToken", entry || inputs.FencingToken != 0, HoldsLock(inputs), inputs.Lock?.Token, inputs.FencingToken);
    }

    /// <summary>A token must be the newest one given out and not released; without a token the symbol must be free.</summary>
    private static bool HoldsLock(in GateInputs inputs) => inputs.FencingToken == 0
        ? inputs.Lock?.IsHeldAt(inputs.NowUtc) != true
        : inputs.Lock is { Owner: not null } held && held.Token == inputs.FencingToken;

    private static int? Executions(StrategyActivity activity, DateTime nowUtc, TimeSpan window)
    {
        // As StrategyActivity.At, without making one.
        var start = nowUtc.Ticks - (nowUtc.Ticks % window.Ticks);
        return start == activity.StartUtc.Ticks ? activity.Entries + activity.PreviousEntries : start - activity.StartUtc.Ticks == window.Ticks ? activity.Entries : 0;
    }
}
