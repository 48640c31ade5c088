namespace TradingFunctions.Domain.Portfolio;

/// <summary>Symbol locks: who may enter a symbol, and until when.</summary>
internal static class Locking
{
    /// <summary>The token rises with every new holder of this symbol and depends on nothing else; the same owner renews under its token, also after an expiry that nobody used.</summary>
    public static LockReply Acquire(AccountDraft draft, AcquireLock command)
    {
        var current = draft.State.Book(command.Symbol).Lock;
        var mine = string.Equals(current?.Owner, command.Owner, StringComparison.Ordinal);
        if (current is not null && !mine && !command.TakeOver && current.IsHeldAt(command.NowUtc))
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

    public static NothingToSay Expire(AccountDraft draft, ExpireLocks command)
    {
        foreach (var (_, book) in draft.State.Symbols)
        {
            if (book.Lock is { Owner: not null } current && !current.IsHeldAt(command.NowUtc))
            {
                draft.Put(current with { Owner = null, Reason = null });
            }
        }

        return NothingToSay.Instance;
    }
}
