using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>What one transaction changed.</summary>
/// <param name="Before">The account as it was; final orders that the change touched are loaded.</param>
/// <param name="After">The account as committed.</param>
/// <param name="Orders">Orders that were written.</param>
/// <param name="Log">New entries of the log.</param>
public sealed record AccountCommit(AccountState Before, AccountState After, IReadOnlyCollection<ClientOrderId> Orders, IReadOnlyList<LogEntry> Log);

/// <summary>Is shown what this host has committed: to count and to tell, never to decide. What another host commits is that host's to show.</summary>
public interface IAccountObserver
{
    /// <summary>Called once per transaction, before the callers are answered, so it must be quick, and may not throw: <see cref="AccountObservers"/> sees to that.</summary>
    void Committed(AccountCommit commit);
}
