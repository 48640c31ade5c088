using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Replay;

/// <summary>The timelines of all symbols that were ever traded, read from the exchange's journal as it grows.</summary>
internal sealed class ExchangeTimelines(IBroker exchange)
{
    private readonly SortedDictionary<Symbol, List<ExchangeTimeline.Step>> steps = [];
    private readonly HashSet<ClientOrderId> sent = [];
    private long after;

    /// <summary>The timelines with everything that the journal holds now.</summary>
    public async Task<IReadOnlyDictionary<Symbol, ExchangeTimeline>> Read(CancellationToken cancellationToken)
    {
        while (await exchange.ReadEvents(after, 4096, cancellationToken) is { Count: > 0 } events)
        {
            foreach (var e in events)
            {
                await Add(e, cancellationToken);
            }
        }

        return steps.ToDictionary(s => s.Key, s => new ExchangeTimeline(s.Value));
    }

    private async Task Add(OrderEvent e, CancellationToken cancellationToken)
    {
        var ofSymbol = steps.TryGetValue(e.Symbol, out var known) ? known : steps[e.Symbol] = [];
        if (e.ParentClientOrderId is null && sent.Add(e.ClientOrderId))
        {
            var order = await exchange.Find(e.ClientOrderId, cancellationToken)
                ?? throw new ReplayException($"The exchange has events of order {e.ClientOrderId} and not the order.");

            // A stop protects a position as a bracket's leg does: while it waits nobody is exiting.
            if (order.Type != OrderType.Stop)
            {
                ofSymbol.Add(new ExchangeTimeline.Step(order.SubmittedUtc.AddTicks(1), e, IsSubmission: true));
            }
        }

        ofSymbol.Add(new ExchangeTimeline.Step(e.AtUtc, e, IsSubmission: false));
        after = e.Sequence;
    }
}
