using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Strategies that traded too often go off by themselves; only a person switches them on again.</summary>
internal static class StrategySwitching
{
    /// <summary>Counts an approved entry where the limits ask for it.</summary>
    public static void Count(AccountDraft draft, StrategyId strategy, RiskLimits limits, DateTime nowUtc)
    {
        if (limits.MaxStrategyExecutions is not { } limit)
        {
            return;
        }

        var before = draft.Ledger.Activity(strategy) ?? StrategyActivity.None(strategy);
        var after = before.Count(nowUtc, limits.StrategyWindow, limit);
        Put(draft, after);
        if (before.HaltedUtc is null && after.HaltedUtc is not null)
        {
            draft.Log(nowUtc, strategy: new StrategySwitch(strategy, IsOn: false, after.Reason!));
        }
    }

    public static NothingToSay Switch(AccountDraft draft, SwitchStrategy command)
    {
        var before = draft.Ledger.Activity(command.Strategy) ?? StrategyActivity.None(command.Strategy);
        if (before.HaltedUtc is null != command.IsOn)
        {
            Put(draft, command.IsOn
                ? StrategyActivity.None(command.Strategy)
                : before with { HaltedUtc = command.NowUtc, Reason = command.Reason, IsOffByItself = false });
            draft.Log(command.NowUtc, strategy: new StrategySwitch(command.Strategy, command.IsOn, command.Reason));
        }

        return NothingToSay.Instance;
    }

    private static void Put(AccountDraft draft, StrategyActivity activity) => draft.Ledger = draft.Ledger with
    {
        Strategies = [.. (draft.Ledger.Strategies ?? []).Where(other => other.Id != activity.Id).Append(activity).OrderBy(other => other.Id)],
    };
}
