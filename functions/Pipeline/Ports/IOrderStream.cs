using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>A broker's order messages as they happen: late, twice, out of order or never. Nothing is repeated after a disconnect.</summary>
/// <remarks>Its events have no number (<see cref="OrderEvent.Sequence"/> is 0): they are hints, and reading the order is the truth.</remarks>
public interface IOrderStream
{
    /// <summary>Connects and hands on every message, one at a time, until the connection ends or the call is cancelled.</summary>
    /// <param name="connected">Called once messages come: what happened before then must be read.</param>
    /// <param name="deliver">What to do with a message.</param>
    /// <exception cref="BrokerException">No connection, or the keys are refused.</exception>
    Task Listen(Func<CancellationToken, Task> connected, Func<OrderEvent, CancellationToken, Task> deliver, CancellationToken cancellationToken);
}
