using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Trading;

/// <param name="Token">Fencing token to pass with entries; 0 when not granted.</param>
/// <param name="Owner">Who holds the lock now.</param>
public sealed record LockAnswer(bool Granted, long Token, string? Owner, DateTime ExpiresUtc);

/// <summary>The books of one account: one actor, one store partition.</summary>
public interface IAccountBook
{
    /// <summary>The last committed state, without input or output: what monitors and queries look at.</summary>
    AccountState State { get; }

    /// <summary>Takes or renews a symbol's lock. Taking it again as the same owner renews it under the same token.</summary>
    /// <param name="timeToLive">From now; renew well before.</param>
    Task<LockAnswer> AcquireLock(Symbol symbol, string owner, TimeSpan timeToLive, string? reason, CancellationToken cancellationToken);

    /// <returns>False when the owner does not hold it.</returns>
    Task<bool> ReleaseLock(Symbol symbol, string owner, CancellationToken cancellationToken);

    /// <summary>Tightens the trading state, as the pipeline does by itself: never loosens it. Committed when it returns; an order already on the wire is not called back.</summary>
    Task SetTradingState(TradingState state, string reason, CancellationToken cancellationToken);
}
