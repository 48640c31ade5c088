using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Trading;

public enum CancelAnswer
{
    /// <summary>The broker took the request; the end of the order comes as an event.</summary>
    Requested,

    /// <summary>The order ended before it was sent.</summary>
    Canceled,

    /// <summary>The order is over or cannot be cancelled any more.</summary>
    TooLate,

    NotFound,

    /// <summary>The broker gave no usable answer; ask again.</summary>
    Unresolved,
}

/// <summary>Executes signals: the HTTP handler, the queue and the orchestrations all come through here.</summary>
public interface ITradeService
{
    /// <summary>Executes a signal once, however often it is called with it. A crash in the middle is finished by the next call or by the sweeper.</summary>
    /// <returns>Always an answer; a business refusal is <see cref="TradeStatus.Denied"/>.</returns>
    Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken);

    /// <summary>The signal as stored, with its first answer once there is one; null for an unknown id.</summary>
    Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken);

    /// <summary>Cancels an order. Always allowed, in every trading state.</summary>
    Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken);

    /// <summary>Closes the position of a symbol at the market, its bracket legs and every other exit that waits for something cancelled first.</summary>
    /// <param name="origin">Idempotency key of this close: the same origin closes once.</param>
    Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken);
}
