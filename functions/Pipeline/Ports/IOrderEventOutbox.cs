using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>A queue that tells a host of order events which it cannot listen for itself.</summary>
public interface IOrderEventOutbox : IAsyncDisposable
{
    /// <summary>Completes when the queue has the event. The same event twice is one message, or two that are booked once.</summary>
    /// <exception cref="StoreException">The queue did not take it.</exception>
    Task Send(OrderEvent message, CancellationToken cancellationToken);
}

/// <summary>Opens such queues. Made by its name, where the build has it: hence no constructor parameters.</summary>
public interface IOrderEventOutboxConnector
{
    /// <param name="address">Of the service that holds the queue.</param>
    /// <param name="queue">Its name.</param>
    IOrderEventOutbox Connect(string address, string queue);
}
