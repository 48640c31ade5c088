using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>What one transaction of the journal holds.</summary>
internal sealed class JournalBatch
{
    public List<ExchangeOrder> Placed { get; } = [];

    public List<OrderEvent> Events { get; } = [];

    /// <summary>Stops that were triggered and trails that moved: what an order has that no event says.</summary>
    public List<(ClientOrderId Id, bool Triggered, decimal Extreme)> Marks { get; } = [];

    public DateTime ProcessedUtc { get; set; }

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsEmpty => Placed.Count == 0 && Events.Count == 0 && Marks.Count == 0;
}
