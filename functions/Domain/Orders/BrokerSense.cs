namespace TradingFunctions.Domain.Orders;

/// <summary>Whether what a broker says can be true. It may be old, late or repeated, and it may be news; it cannot contradict itself or change an order's identity.</summary>
/// <remarks>Nothing that contradicts is written into the books: the caller halts trading, keeps the answer, and a person looks.</remarks>
public static class BrokerSense
{
    /// <summary>Above this no price is one: <see cref="Price"/> takes no larger.</summary>
    private const decimal LargestPrice = 10_000_000m;

    /// <summary>Above this no figure of an account is one, dollars.</summary>
    private const decimal LargestFigure = 1_000_000_000_000m;

    /// <summary>What an account's figures contradict themselves in; null where they make sense. Cash may be negative on margin, and equity after a loss beyond it.</summary>
    public static string? Contradiction(Money cash, Money equity, Money buyingPower) =>
        Math.Max(Math.Abs(cash.Amount), Math.Max(Math.Abs(equity.Amount), Math.Abs(buyingPower.Amount))) > LargestFigure ? $"an account with cash {cash}, equity {equity} and buying power {buyingPower}"
        : buyingPower < Money.Zero ? $"an account with a buying power of {buyingPower}"
        : null;

    /// <summary>What an order contradicts itself in; null where it makes sense.</summary>
    public static string? Contradiction(BrokerOrder order)
    {
        // An order for an amount of dollars has no quantity before it has filled.
        if (!order.Quantity.IsZero && order.FilledQuantity > order.Quantity)
        {
            return $"{order.ClientOrderId}: {order.FilledQuantity} shares filled of {order.Quantity}";
        }

        if (!order.FilledQuantity.IsZero && order.AverageFillPrice is not (> 0m and <= LargestPrice))
        {
            return $"{order.ClientOrderId}: {order.FilledQuantity} shares filled at a price of {order.AverageFillPrice?.ToString() ?? "nothing"}";
        }

        if (order is { Status: OrderStatus.Filled, FilledQuantity.IsZero: true })
        {
            return $"{order.ClientOrderId}: filled, with no share filled";
        }

        foreach (var leg in order.Legs)
        {
            if (leg.Symbol != order.Symbol)
            {
                return $"{order.ClientOrderId}: {order.Symbol} with a leg of {leg.Symbol}";
            }

            if (Contradiction(leg) is { } inLeg)
            {
                return inLeg;
            }
        }

        return null;
    }

    /// <summary>What an order as read contradicts the known one in; null where it fits.</summary>
    public static string? Contradiction(OrderRecord known, BrokerOrder read)
    {
        if (known.BrokerOrderId is { } id && !string.Equals(id, read.BrokerOrderId, StringComparison.Ordinal))
        {
            return $"{known.Id}: two orders of one id, {id} and {read.BrokerOrderId}";
        }

        return Contradiction(known.Terms, read, isOurs: known.Source == OrderSource.Signal);
    }

    /// <summary>What an order as read contradicts the terms in that were sent; null where it fits.</summary>
    /// <param name="isOurs">The quantity is known too: that of an adopted order may have been learnt from its first fill.</param>
    public static string? Contradiction(OrderTerms sent, BrokerOrder read, bool isOurs)
    {
        if (sent.ClientOrderId != read.ClientOrderId)
        {
            return $"{sent.ClientOrderId}: answered with {read.ClientOrderId}";
        }

        if (sent.Symbol != read.Symbol || sent.Side != read.Side)
        {
            return $"{sent.ClientOrderId}: {sent.Side} {sent.Symbol} came back as {read.Side} {read.Symbol}";
        }

        return isOurs && !read.Quantity.IsZero && read.Quantity != sent.Quantity
            ? $"{sent.ClientOrderId}: {sent.Quantity} shares came back as {read.Quantity}"
            : null;
    }

    /// <summary>What an event contradicts itself or its order in; null where it fits.</summary>
    /// <param name="known">Null for an order that nobody knows yet.</param>
    public static string? Contradiction(OrderRecord? known, OrderEvent told)
    {
        if (told.Kind is OrderEventKind.Fill or OrderEventKind.PartialFill or OrderEventKind.TradeCorrect && told.ExecutionId is not null)
        {
            if (told.Price is not (> 0m and <= LargestPrice) || told.Quantity.IsZero)
            {
                return $"{told.ClientOrderId}: an execution of {told.Quantity} shares at a price of {told.Price?.ToString() ?? "nothing"}";
            }

            if (told.Kind != OrderEventKind.TradeCorrect && !told.CumulativeQuantity.IsZero && told.Quantity > told.CumulativeQuantity)
            {
                return $"{told.ClientOrderId}: an execution of {told.Quantity} shares in an order of which {told.CumulativeQuantity} have filled";
            }
        }

        if (known is null)
        {
            return null;
        }

        if (told.Symbol != known.Terms.Symbol || told.Side != known.Terms.Side)
        {
            return $"{known.Id}: {known.Terms.Side} {known.Terms.Symbol} is told of as {told.Side} {told.Symbol}";
        }

        if (known.BrokerOrderId is { } id && !string.Equals(id, told.BrokerOrderId, StringComparison.Ordinal))
        {
            return $"{known.Id}: two orders of one id, {id} and {told.BrokerOrderId}";
        }

        return known.Source == OrderSource.Signal && told.CumulativeQuantity > known.Terms.Quantity
            ? $"{known.Id}: {told.CumulativeQuantity} shares filled of {known.Terms.Quantity}"
            : null;
    }
}
