using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Activities;

public sealed record CancelRequest(ClientOrderId Order);

public sealed record CancelReply(CancelAnswer Answer);

/// <summary>Asks the broker to cancel an order. Allowed in every trading state.</summary>
public sealed class CancelOrder(ITradeService trades) : IActivity<CancelRequest, CancelReply>
{
    public async Task<CancelReply> Run(CancelRequest input, CancellationToken cancellationToken) =>
        new(await trades.CancelOrder(input.Order, cancellationToken));
}
