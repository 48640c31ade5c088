using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <param name="Passed">Trading may go on until <paramref name="UntilUtc"/>.</param>
/// <param name="Differences">What did not agree and was taken over from the broker, in words.</param>
public sealed record ReconciliationReport(bool Passed, DateTime? UntilUtc, string[] Differences);

/// <summary>Makes the books agree with the broker, which is the truth: orders first, then events, then positions and cash.</summary>
public sealed class Reconciler(
    AccountBook book, IBroker broker, OrderSender sender, OrderEventPump pump, IntentSweeper sweeper, TradeOptions options, TimeProvider clock)
{
    private const int PositionsPerCommand = 20;

    /// <summary>Reconciles. Running it twice in a row changes nothing the second time.</summary>
    public async Task<ReconciliationReport> Run(CancellationToken cancellationToken)
    {
        try
        {
            await book.Open(cancellationToken);
            await pump.PumpOnce(cancellationToken);
            await sweeper.SweepOnce(cancellationToken);
            await Orders(cancellationToken);
            await pump.PumpOnce(cancellationToken);
            var account = await broker.GetAccount(cancellationToken);
            var differences = await Positions(account, cancellationToken);
            if (!account.CanTrade)
            {
                return new ReconciliationReport(Passed: false, UntilUtc: null, [.. differences, "the broker does not let this account trade"]);
            }

            var until = clock.GetUtcNow().UtcDateTime + options.ReconciliationLife;
            await book.Ask<NothingToSay>(new MarkReconciled(until), cancellationToken);
            return new ReconciliationReport(Passed: true, until, differences);
        }
        catch (BrokerException e)
        {
            return new ReconciliationReport(Passed: false, UntilUtc: null, [e.Message]);
        }
    }

    /// <summary>Orders open at the broker are taken over; orders open only in the books are read one by one.</summary>
    private async Task Orders(CancellationToken cancellationToken)
    {
        var open = await broker.ListOpenOrders(cancellationToken);
        foreach (var order in open.OrderBy(order => order.ClientOrderId))
        {
            var observation = new ObserveOrder(order, BookFills: !broker.Traits.HasEventJournal, clock.GetUtcNow().UtcDateTime);
            // Most orders stand as the books have them: those are not worth a command.
            if (AccountDecider.Decide(book.State, observation).IsChanged)
            {
                await book.Ask<OrderReply>(observation, cancellationToken);
            }
        }

        var seen = open.SelectMany(order => order.Legs.Select(leg => leg.ClientOrderId).Append(order.ClientOrderId)).ToHashSet();
        foreach (var order in book.State.Live.Values.Where(order => order.Stage == IntentStage.Confirmed && !seen.Contains(order.Id)))
        {
            await sender.Read(order.Id, cancellationToken);
        }
    }

    private async Task<string[]> Positions(BrokerAccount account, CancellationToken cancellationToken)
    {
        var held = (await broker.ListPositions(cancellationToken)).ToDictionary(position => position.Symbol);
        var symbols = book.State.Symbols.Where(pair => !pair.Value.Position.IsFlat).Select(pair => pair.Key).Union(held.Keys).Order();
        var differing = symbols
            .Where(symbol => (held.GetValueOrDefault(symbol)?.SignedQuantity ?? 0m) != book.State.Book(symbol).Position.SignedQuantity)
            .Select(symbol => held.TryGetValue(symbol, out var position)
                ? new HeldPosition(symbol, position.SignedQuantity, new Domain.Price(position.AverageEntryPrice))
                : new HeldPosition(symbol, 0m, AverageCost: null))
            .ToList();

        var differences = new List<string>();
        foreach (var chunk in differing.Chunk(PositionsPerCommand).DefaultIfEmpty([]))
        {
            var reply = await book.Ask<AdoptReply>(new AdoptAccount(account.Cash, chunk, "reconciliation", clock.GetUtcNow().UtcDateTime), cancellationToken);
            differences.AddRange(reply.Differences);
        }

        return [.. differences];
    }
}
