using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Cloud.Tests.Queues;

/// <summary>Executes nothing.</summary>
internal sealed class FailingTrades(Func<Exception> failure) : ITradeService
{
    public Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken) => throw failure();

    public Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken) => Task.FromResult<SignalRecord?>(null);

    public Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken) => throw new NotSupportedException();
}
