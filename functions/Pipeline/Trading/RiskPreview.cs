using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Asks sizing and the gate what they would say, on the books as they are, and throws the result away.</summary>
public sealed class RiskPreview(AccountBook book, OrderSender sender, MarketReader market, TradingRulesSource rules, TradeOptions options, TimeProvider clock)
{
    /// <returns>Working where the order would be sent; denied with every reason otherwise.</returns>
    public async Task<TradeAnswer> Assess(TradingSignal signal, CancellationToken cancellationToken)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (signal.Action == SignalAction.Hold)
        {
            return TradeAnswers.Held(signal, nowUtc);
        }

        var state = await book.Open(cancellationToken);
        var side = signal.Action == SignalAction.Buy ? Side.Buy : Side.Sell;
        var isClosingTime = options.IsClosingTime(signal.Strategy, nowUtc);
        var view = await market.Look(signal.Symbol, state, nowUtc, !isClosingTime && !OrderPlanner.Reduces(side, signal.Symbol, state), cancellationToken);
        var wish = new TradeWish(
            ClientOrderIds.Derive(options.Account, options.Environment, signal.Id.Value, "preview"),
            signal.Id.Value,
            signal.Symbol,
            side,
            signal.Strategy,
            signal.Quantity,
            signal.PriceTarget,
            signal.StopLoss,
            signal.TakeProfit,
            Math.Round((decimal)signal.Confidence, 9),
            signal.TimestampUtc,
            CloseOnly: isClosingTime,
            ProtectiveId: ClientOrderIds.Derive(options.Account, options.Environment, signal.Id.Value, "protect"),
            Caller: Callers.Pipeline);
        var place = new PlaceOrder(wish, view, rules.Current, options.Owner, nowUtc + options.SendWindow, nowUtc) { BrokerMessages = sender.BrokerMessages, OtherMessages = sender.OtherMessages };
        var reply = (PlaceReply)AccountDecider.Decide(state, place).Reply;
        return reply.Order is null
            ? TradeAnswers.Denied(signal, reply.Decision!, reply.Denials)
            : TradeAnswers.Of(signal, reply.Order, reply.Decision);
    }
}
