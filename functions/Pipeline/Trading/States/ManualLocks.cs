using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Trading.States;

public enum UnlockStatus
{
    Released,
    NotFound,

    /// <summary>A monitor holds it: stop the monitor instead.</summary>
    NotManual,
}

/// <summary>Symbols that a person keeps the pipeline from entering. Exits always pass.</summary>
public sealed class ManualLocks(AccountBook book, TimeProvider clock)
{
    private const string Prefix = "manual:";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public static bool IsManual(SymbolLock held) => held.Owner?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Who set a manual lock; the owner's name of any other.</summary>
    public static string OwnerOf(SymbolLock held) => IsManual(held) ? held.Owner![Prefix.Length..] : held.Owner ?? string.Empty;

    /// <summary>Locks in force, by symbol, those of monitors too.</summary>
    public async Task<SymbolLock[]> List(CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        var now = Now;
        return [.. state.Symbols.Values.Select(held => held.Lock).OfType<SymbolLock>().Where(held => held.IsHeldAt(now))];
    }

    /// <summary>Locks a symbol, taking it from the monitor that may hold it: the monitor's orders are refused from then on. Again by the same person lengthens it.</summary>
    public async Task<SymbolLock> Add(Symbol symbol, string by, string reason, TimeSpan life, CancellationToken cancellationToken) =>
        (await book.Ask<LockReply>(new AcquireLock(symbol, Prefix + by, life, reason, Now, TakeOver: true), cancellationToken)).Lock!;

    public async Task<UnlockStatus> Remove(Symbol symbol, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        if (state.Book(symbol).Lock is not { } held || !held.IsHeldAt(Now))
        {
            return UnlockStatus.NotFound;
        }

        if (!IsManual(held))
        {
            return UnlockStatus.NotManual;
        }

        return await book.ReleaseLock(symbol, held.Owner!, cancellationToken) ? UnlockStatus.Released : UnlockStatus.NotFound;
    }

    /// <summary>Takes the names of dead owners off their expired locks.</summary>
    public async Task CleanUp(CancellationToken cancellationToken)
    {
        var now = Now;
        var state = await book.Loaded(cancellationToken);
        if (state.Symbols.Values.Any(held => held.Lock is { Owner: not null } symbolLock && !symbolLock.IsHeldAt(now)))
        {
            await book.Ask<NothingToSay>(new ExpireLocks(now), cancellationToken);
        }
    }
}
