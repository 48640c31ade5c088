using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Pipeline.Ports;

public enum SubmitStatus
{
    /// <summary>The broker has the order.</summary>
    Confirmed,

    /// <summary>The broker refused it and will not execute it.</summary>
    Rejected,

    /// <summary>The broker knows this client order id already: look it up and adopt it.</summary>
    Duplicate,

    /// <summary>Refused by a rate limit before it was looked at: not sent, may be tried later.</summary>
    Throttled,

    /// <summary>No answer, or one that says nothing about the order (time-out, 5xx, lost connection): look it up, never send it again.</summary>
    Unresolved,
}

/// <param name="Order">The order, when confirmed.</param>
/// <param name="Reason">The broker's words otherwise.</param>
/// <param name="RawAnswer">The whole answer, where it could not be understood: trading is halted and it is kept.</param>
public sealed record SubmitOutcome(SubmitStatus Status, BrokerOrder? Order, string? Reason, string? RawAnswer = null);

public enum CancelStatus { Accepted, TooLate, NotFound, Unresolved }

/// <param name="SignedQuantity">Shares, negative for a short position.</param>
/// <param name="AverageEntryPrice">Dollars.</param>
public sealed record BrokerPosition(Symbol Symbol, decimal SignedQuantity, decimal AverageEntryPrice);

/// <param name="CanTrade">Active and not blocked.</param>
public sealed record BrokerAccount(Money Cash, Money Equity, Money BuyingPower, bool CanTrade, bool ShortingEnabled);

/// <param name="Tradable">Orders in it are taken.</param>
/// <param name="Shortable">Shares of it can be borrowed.</param>
public sealed record BrokerAsset(Symbol Symbol, bool Tradable, bool Shortable);

/// <summary>Facts of a broker that the order protocol rests on.</summary>
/// <param name="AbsenceIsConclusive">
/// A look-up that finds nothing proves that the order never arrived: true only for an exchange inside this process, where no request
/// outlives its caller. A remote broker's absence counts only after the look-up window.
/// </param>
/// <param name="HasEventJournal">Events are numbered and can be read again from any number.</param>
public sealed record BrokerTraits(string Name, bool AbsenceIsConclusive, bool HasEventJournal);

/// <summary>The account's message budget as the broker's last answer told it: all callers of the account together.</summary>
/// <param name="Limit">Messages of a window.</param>
/// <param name="Remaining">Messages left in the running window.</param>
/// <param name="ResetUtc">End of the running window, by the wall's clock.</param>
public sealed record BrokerRate(int Limit, int Remaining, DateTime ResetUtc);

/// <summary>A broker. It takes nothing but orders that passed the gate.</summary>
public interface IBroker
{
    BrokerTraits Traits { get; }

    /// <summary>The message budget by the headers of the newest answer; null where the broker tells none.</summary>
    BrokerRate? Rate => null;

    /// <summary>Sends an order once; never retries. Does not throw for anything the broker or network does.</summary>
    Task<SubmitOutcome> Submit(ApprovedOrder order, CancellationToken cancellationToken);

    /// <summary>Asks to cancel. Accepted is a request taken, not an order cancelled.</summary>
    Task<CancelStatus> Cancel(ClientOrderId id, CancellationToken cancellationToken);

    /// <summary>Null when the broker does not know the id.</summary>
    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<BrokerOrder?> Find(ClientOrderId id, CancellationToken cancellationToken);

    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<IReadOnlyList<BrokerOrder>> ListOpenOrders(CancellationToken cancellationToken);

    /// <summary>Orders submitted since a time, ended ones too, entries with their legs: what was traded past this system while it was down.</summary>
    /// <returns>Nothing by default: right for a broker whose event journal tells everything.</returns>
    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<IReadOnlyList<BrokerOrder>> ListRecentOrders(DateTime sinceUtc, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BrokerOrder>>([]);

    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<IReadOnlyList<BrokerPosition>> ListPositions(CancellationToken cancellationToken);

    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<BrokerAccount> GetAccount(CancellationToken cancellationToken);

    /// <summary>What the broker's list says of a symbol; null where it is not in it.</summary>
    /// <exception cref="BrokerException">No usable answer.</exception>
    Task<BrokerAsset?> FindAsset(Symbol symbol, CancellationToken cancellationToken);

    /// <summary>Events after a sequence number, in order, where <see cref="BrokerTraits.HasEventJournal"/>.</summary>
    Task<IReadOnlyList<OrderEvent>> ReadEvents(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Completes when events may have come after this number.</summary>
    Task WaitForEvents(long afterSequence, CancellationToken cancellationToken);
}

/// <summary>A broker call gave no usable answer.</summary>
public sealed class BrokerException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The answer, where there was one and it makes no sense: trading is halted and it is kept. Null for time-outs, refusals and lost connections.</summary>
    public string? RawAnswer { get; init; }
}
