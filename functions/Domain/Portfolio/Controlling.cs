using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Trading state and peak equity.</summary>
internal static class Controlling
{
    /// <summary>Anybody and anything may tighten; only a person loosens.</summary>
    public static StateReply Change(AccountDraft draft, ChangeTradingState command)
    {
        var ledger = draft.Ledger;
        var to = command.Flatten ? TradingState.Reducing : command.State;
        var status = Judge(ledger, command, to);
        if (status == StateChangeStatus.Changed)
        {
            var change = new StateChange(ledger.State, to, command.Reason, command.By, command.Flatten, command.RecordedUtc);
            draft.Ledger = ledger with
            {
                State = to,
                StateReason = command.Reason,
                StateSinceUtc = command.NowUtc,
                StateVersion = ledger.StateVersion + 1,
                LastChange = change,
            };
            draft.Log(command.NowUtc, state: change);
        }

        return new StateReply(status, draft.Ledger.State, draft.Ledger.StateVersion);
    }

    private static StateChangeStatus Judge(Ledger ledger, ChangeTradingState command, TradingState to)
    {
        if (command.Version is { } version && version != ledger.StateVersion)
        {
            return StateChangeStatus.VersionDiffers;
        }

        if (command.By is not null)
        {
            var flattens = ledger.LastChange?.Flatten == true;
            if (to == ledger.State && command.Flatten == flattens)
            {
                return StateChangeStatus.Unchanged;
            }

            // A flattening ends halted, and calling it off leaves less; beginning one lets out nothing that opens a position.
            var loosens = !command.Flatten && to < (flattens ? TradingState.Halted : ledger.State);
            return !loosens ? StateChangeStatus.Changed
                : !command.MayLoosen ? StateChangeStatus.NotAllowed
                : command.Version is null ? StateChangeStatus.NeedsVersion
                : StateChangeStatus.Changed;
        }

        // What the pipeline does by itself does not call off what a person began.
        return to > ledger.State ? StateChangeStatus.Changed : to == TradingState.Active && ledger.State != TradingState.Active ? StateChangeStatus.NeedsPerson : StateChangeStatus.Unchanged;
    }

    public static NothingToSay Mark(AccountDraft draft, MarkDay command)
    {
        if (draft.Ledger.Day is not { } known || command.Day.Session > known.Session)
        {
            draft.Ledger = draft.Ledger with { Day = command.Day };
        }

        return NothingToSay.Instance;
    }

    public static NothingToSay Observe(AccountDraft draft, ObserveEquity command)
    {
        if (command.Equity > draft.Ledger.PeakEquity)
        {
            draft.Ledger = draft.Ledger with { PeakEquity = command.Equity };
        }

        return NothingToSay.Instance;
    }
}
