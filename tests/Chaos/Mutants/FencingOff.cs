using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Chaos.Mutants;

/// <summary>Lets whoever comes with an old token pass as the holder of the newest one.</summary>
internal sealed class FencingOff : Mutation
{
    public override ITradeService Trades(ITradeService inner, AccountBook book) => new Unfenced(inner, book);

    private sealed class Unfenced(ITradeService inner, AccountBook book) : ITradeService
    {
        public Task<TradeAnswer> Execute(TradeRequest request, CancellationToken cancellationToken) => inner.Execute(
            request.FencingToken == 0 ? request : request with { FencingToken = book.State.Book(request.Signal.Symbol).Lock?.Token ?? 0 }, cancellationToken);

        public Task<SignalRecord?> FindSignal(SignalId id, CancellationToken cancellationToken) => inner.FindSignal(id, cancellationToken);

        public Task<CancelAnswer> CancelOrder(ClientOrderId id, CancellationToken cancellationToken) => inner.CancelOrder(id, cancellationToken);

        public Task<TradeAnswer> ClosePosition(Symbol symbol, string origin, CancellationToken cancellationToken) => inner.ClosePosition(symbol, origin, cancellationToken);
    }
}
