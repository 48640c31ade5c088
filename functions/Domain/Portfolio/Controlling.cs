namespace TradingFunctions.Domain.Portfolio;

/// <summary>Trading state, peak equity and symbol locks.</summary>
internal static class Controlling
{
    public static NothingToSay Change(AccountDraft draft, ChangeTradingState command)
    {
        var from = draft.Ledger.State;
        if (from != command.State)
        {
            draft.Ledger = draft.Ledger with { State = command.State, StateReason = command.Reason, StateSinceUtc = command.NowUtc };
            draft.Log(command.NowUtc, state: new StateChange(from, command.State, command.Reason));
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

    /// <summary>The token rises with every new holder of this symbol and depends on nothing else; the same owner renews under its token, also after an expiry that nobody used.</summary>
    public static LockReply Acquire(AccountDraft draft, AcquireLock command)
    {
        var current = draft.State.Book(command.Symbol).Lock;
        var mine = string.Equals(current?.Owner, command.Owner, StringComparison.Ordinal);
        if (current is not null && !mine && current.IsHeldAt(command.NowUtc))
        {
            return new LockReply(Granted: false, current);
        }

        var expires = command.NowUtc + command.TimeToLive;
        var next = mine
            ? current! with { ExpiresUtc = expires > current.ExpiresUtc ? expires : current.ExpiresUtc, Reason = command.Reason ?? current.Reason }
            : new SymbolLock(command.Symbol, (current?.Token ?? 0) + 1, command.Owner, command.NowUtc, expires, command.Reason);
        if (next != current)
        {
            draft.Put(next);
        }

        return new LockReply(Granted: true, next);
    }

    public static LockReply Release(AccountDraft draft, ReleaseLock command)
    {
        var current = draft.State.Book(command.Symbol).Lock;
        if (!string.Equals(current?.Owner, command.Owner, StringComparison.Ordinal) || current is null)
        {
            return new LockReply(Granted: false, current);
        }

        var released = current with { Owner = null, ExpiresUtc = command.NowUtc, Reason = null };
        draft.Put(released);
        return new LockReply(Granted: true, released);
    }
}
