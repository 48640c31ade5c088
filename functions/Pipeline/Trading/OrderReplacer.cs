using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>What shall be changed of a working order.</summary>
/// <param name="LimitPrice">New limit price; null makes it a market order.</param>
/// <param name="Quantity">Shares of the whole, those counted that have filled; null leaves them.</param>
public sealed record ReplaceWish(ClientOrderId Id, Price? LimitPrice, Quantity? Quantity, string Reason, CallerId? Caller = null);

/// <summary>Replaces a working order: the old one is cancelled, and once it has ended the new one passes the gate and is sent for what is left.</summary>
/// <remarks>
/// Not with the broker's own replacement: its answer does not say that the order was replaced, and how fills of the meantime and bracket legs
/// are treated differs between brokers (ADR 7). A crash in between is finished by the sweeper.
/// </remarks>
public sealed class OrderReplacer(AccountBook book, OrderSender sender, OrderEventPump pump, MarketReader market, TradingRulesSource rules, TradeOptions options, TimeProvider clock)
{
    /// <summary>Alpaca values an opening short sale at least 3 % above the ask.</summary>
    private const decimal ShortBuffer = 0.03m;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The new order as far as it has come; null where the old one is over, unknown, or the broker's own leg.</returns>
    public async Task<OrderRecord?> Replace(ReplaceWish wish, CancellationToken cancellationToken)
    {
        var state = await book.Open(cancellationToken);
        if (!state.Live.TryGetValue(wish.Id, out var old))
        {
            return null;
        }

        var now = Now;
        var view = await market.Look(old.Terms.Symbol, state, now, isEntry: false, cancellationToken);
        var placed = await book.Ask<OrderReply>(
            new ReplaceOrder(IdOf(wish), wish.Id, wish.Quantity, wish.LimitPrice, Reserve(old, wish, view.Reference), options.Owner, wish.Caller, wish.Reason, now), CancellationToken.None);
        if (placed.Order is not { } next)
        {
            return null;
        }

        await sender.CancelPredecessors(next, CancellationToken.None);
        try
        {
            await pump.PumpOnce(CancellationToken.None);
            return await sender.Continue(next.Id) ?? next;
        }
        catch (BrokerException)
        {
            // The cancel is under way: the loops bring the new order on.
            return book.State.Find(next.Id) ?? next;
        }
    }

    /// <summary>The same wish for the same order gives the same id: asked twice, it is done once.</summary>
    private ClientOrderId IdOf(ReplaceWish wish) => ClientOrderIds.Derive(
        options.Account, options.Environment, string.Create(CultureInfo.InvariantCulture, $"{wish.Id}/{wish.LimitPrice?.Amount.ToString("0.######", CultureInfo.InvariantCulture) ?? "market"}/{wish.Quantity?.Shares.ToString("0.#########", CultureInfo.InvariantCulture) ?? "rest"}"), "replace");

    private Price? Reserve(OrderRecord old, ReplaceWish wish, Price? reference)
    {
        if (old.Terms.Purpose == OrderPurpose.Exit)
        {
            return wish.LimitPrice;
        }

        var buffered = reference is { } price ? new Price(Math.Round(price.Amount * (1m + (old.Terms.Side == Side.Buy ? rules.Current.MarketOrderBuffer : ShortBuffer)), 6)) : (Price?)null;
        return old.Terms.Side == Side.Buy ? wish.LimitPrice ?? buffered : wish.LimitPrice is { } limit && !(buffered > limit) ? limit : buffered;
    }
}
