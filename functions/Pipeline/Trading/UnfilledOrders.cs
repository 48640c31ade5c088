using TradingFunctions.Domain;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Orders that work too long: entries are cancelled, exits with a limit price follow the market and go at the market in the end.</summary>
/// <remarks>Age counts while sessions are open, and from the order's decision; the orders' own documents say all that is needed, so that a restart changes nothing.</remarks>
public sealed class UnfilledOrders(AccountBook book, OrderSender sender, OrderReplacer replacer, OrderEventPump pump, MarketReader market, INotifier notifier, TradeOptions options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Whether there is anything to look at: not where a bar is a session, whose orders fill when it ends.</summary>
    public bool IsActive => market.BarPeriod < TimeSpan.FromDays(1) && (options.UnfilledTimeout ?? options.ExitTimeout) is not null;

    /// <summary>Looks at every working order once.</summary>
    /// <returns>How many were cancelled or moved.</returns>
    public async Task<int> LookOnce(CancellationToken cancellationToken)
    {
        if (!IsActive)
        {
            return 0;
        }

        var state = await book.Loaded(cancellationToken);
        var now = Now;
        var acted = 0;
        foreach (var order in state.Live.Values.Where(order => IsOverdue(order, now)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await (order.Terms.Purpose == OrderPurpose.Entry ? sender.Cancel(order, cancellationToken) : Move(order, now, cancellationToken));
            acted++;
        }

        if (acted > 0)
        {
            await pump.PumpOnce(cancellationToken);
        }

        return acted;
    }

    /// <summary>Whether an order that could become overdue is working.</summary>
    public bool IsAnyWorking => IsActive && (book.Known?.Live.Values.Any(IsWatched) ?? false);

    private bool IsWatched(OrderRecord order) => order is { Source: OrderSource.Signal, Stage: IntentStage.Confirmed, Status: not OrderStatus.PendingCancel and not OrderStatus.PendingReplace }
        && (order.Terms.Purpose == OrderPurpose.Entry ? options.UnfilledTimeout : order.Terms.Type == OrderType.Limit ? options.ExitTimeout : null) is not null;

    private bool IsOverdue(OrderRecord order, DateTime nowUtc)
    {
        var timeout = order.Terms.Purpose == OrderPurpose.Entry ? options.UnfilledTimeout : options.ExitTimeout;
        // A source of long bars tells of a fill a bar late.
        return IsWatched(order) && options.OpenTimeBetween(order.DecidedUtc, nowUtc) > timeout + market.BarPeriod;
    }

    private async Task Move(OrderRecord order, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var view = await market.Look(order.Terms.Symbol, book.State, nowUtc, isEntry: false, cancellationToken);
        var isEmergency = order.Replacements >= options.ExitReprices || view.Reference is null;
        var limit = isEmergency ? null : Tick(view.Reference!.Value);
        if (limit is { } price && price == order.Terms.LimitPrice)
        {
            // It stands at the market already; the next look may find it elsewhere.
            isEmergency = true;
            limit = null;
        }

        await replacer.Replace(
            new ReplaceWish(order.Id, limit, Quantity: null, isEmergency ? "emergency exit: unfilled for too long" : "unfilled for too long: moved to the market's price"), cancellationToken);
        if (isEmergency)
        {
            await notifier.Notify(
                new Notification(Severity.Warning, $"orders.emergency.{order.Terms.Symbol}", $"Emergency exit from {order.Terms.Symbol}", $"The exit at {order.Terms.LimitPrice} was not filled in time and goes at the market."), cancellationToken);
        }
    }

    private static Price? Tick(Price price) => new(Math.Max(0.0001m, Math.Round(price.Amount, price.Amount >= 1m ? 2 : 4)));
}
