using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Finishes what was left behind: orders stored and never sent, claims of dead owners, calls without an answer.</summary>
public sealed class IntentSweeper(AccountBook book, OrderSender sender)
{
    /// <summary>Takes up every unfinished order once. Run at start, and now and then.</summary>
    /// <returns>How many orders are still unfinished afterwards.</returns>
    public async Task<int> SweepOnce(CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        foreach (var order in state.Live.Values.Where(IsUnfinished))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await sender.CancelPredecessors(order, cancellationToken);
            await sender.Continue(order.Id);
        }

        return book.State.Live.Values.Count(IsUnfinished);
    }

    private static bool IsUnfinished(OrderRecord order) => order.Stage is IntentStage.Stored or IntentStage.Sending or IntentStage.Unresolved;
}
