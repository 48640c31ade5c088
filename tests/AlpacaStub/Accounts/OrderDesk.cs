using System.Globalization;
using System.Text.Json;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.AlpacaStub.Journal;
using TradingFunctions.AlpacaStub.Orders;
using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>What changes orders by request: place, replace, cancel, close.</summary>
internal static class OrderDesk
{
    /// <param name="isDelivered">Whether the caller will see this answer.</param>
    public static StubAnswer Place(StubAccount account, ReadOnlyMemory<byte> body, bool isDelivered)
    {
        OrderRequest request;
        try
        {
            request = OrderRequest.Parse(body);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return StubAnswer.Invalid(e.Message);
        }

        var (answer, _) = Place(account, request);
        account.Note(new JournalEntry(
            0, account.Now, account.Key, EntryKind.Post, request.ClientOrderId, Symbol: request.Symbol, Side: request.Side, Qty: request.Qty, Http: answer.Status, Delivered: isDelivered));
        return answer;
    }

    public static (StubAnswer Answer, StubOrder? Order) Place(StubAccount account, OrderRequest request)
    {
        if (OrderRules.Refuse(request) is { } refusal)
        {
            return (refusal, null);
        }

        if (request.ClientOrderId is { } known && account.Knows(known))
        {
            return (StubAnswer.Error(StatusCodes.Status422UnprocessableEntity, 40010001, "client_order_id must be unique"), null);
        }

        var quantity = request.Qty ?? Math.Round(request.Notional!.Value / account.Market.Price(request.Symbol!), 9);
        if (Funds(account, request, quantity) is { } unfunded)
        {
            return (unfunded, null);
        }

        var order = Create(account, request, quantity);
        account.Add(order);
        account.Tell(order, OrderStatuses.PendingNew);
        return (StubAnswer.Ok(order.Body(), AlpacaJson.Default.OrderBody), order);
    }

    /// <summary>204 is a request taken: the order ends later, unless an execution comes first.</summary>
    public static StubAnswer Cancel(StubAccount account, string id)
    {
        if (account.Find(id) is not { } order)
        {
            return StubAnswer.NotFound($"order not found for {id}");
        }

        if (!order.IsOpen)
        {
            return StubAnswer.Invalid($"order is already in \"{order.Status}\" state");
        }

        if (order.Status != OrderStatuses.PendingCancel)
        {
            order.DueUtc = account.Now + Step(account);
            account.Move(order, OrderStatuses.PendingCancel, OrderStatuses.PendingCancel);
        }

        return StubAnswer.NoContent;
    }

    public static StubAnswer CancelAll(StubAccount account) => StubAnswer.Ok(
        [.. account.Working.ToArray().Where(order => order.IsOpen).Select(order => new BulkBody(order.Id, Cancel(account, order.Id).Status is 204 ? 200 : 422))],
        AlpacaJson.Default.BulkBodyArray, StatusCodes.Status207MultiStatus);

    /// <summary>Gives a new order in the place of one that works; the old one ends as replaced.</summary>
    public static StubAnswer Replace(StubAccount account, string id, ReadOnlyMemory<byte> body)
    {
        if (account.Find(id) is not { } old)
        {
            return StubAnswer.NotFound($"order not found for {id}");
        }

        if (old.Status is not (OrderStatuses.New or OrderStatuses.PartiallyFilled or OrderStatuses.Held))
        {
            return StubAnswer.Invalid($"cannot replace order in \"{old.Status}\" status");
        }

        var change = OrderRequest.Parse(body);
        if (change.ClientOrderId is { } known && account.Knows(known))
        {
            return StubAnswer.Error(StatusCodes.Status422UnprocessableEntity, 40010001, "client_order_id must be unique");
        }

        var request = old.Request with
        {
            LimitPrice = change.LimitPrice ?? old.Request.LimitPrice,
            StopPrice = change.StopPrice ?? old.Request.StopPrice,
            TimeInForce = change.TimeInForce ?? old.Request.TimeInForce,
            TrailPrice = change.TrailPrice ?? old.Request.TrailPrice,
        };
        var next = new StubOrder(NewId(), change.ClientOrderId ?? NewId(), request, (change.Qty ?? old.Quantity) - old.State.Filled, account.Now, old.Parent, OrderStatuses.New) { Replaces = old.Id };
        if (old.Parent is { } parent)
        {
            parent.Legs[parent.Legs.IndexOf(old)] = next;
        }

        account.Move(old, OrderStatuses.Replaced, OrderStatuses.Replaced, next.Id);
        foreach (var leg in old.Legs.Where(leg => leg.IsOpen))
        {
            account.Move(leg, OrderStatuses.Canceled, OrderStatuses.Canceled);
            next.Legs.Add(new StubOrder(NewId(), NewId(), leg.Request, next.Quantity, account.Now, next, OrderStatuses.Held));
        }

        account.Add(next);
        account.Tell(next, OrderStatuses.New);
        return StubAnswer.Ok(next.Body(), AlpacaJson.Default.OrderBody);
    }

    /// <summary>Closes a position, or a part of it, at the market.</summary>
    public static StubAnswer Close(StubAccount account, string symbol, string? qty, string? percentage)
    {
        var held = account.Books.Quantity(symbol);
        if (held == 0m)
        {
            return StubAnswer.NotFound($"position not found: {symbol}");
        }

        var shares = qty is not null ? decimal.Parse(qty, CultureInfo.InvariantCulture)
            : percentage is not null ? Math.Round(Math.Abs(held) * decimal.Parse(percentage, CultureInfo.InvariantCulture) / 100m, 9)
            : Math.Abs(held);
        var request = new OrderRequest { Symbol = symbol, Qty = shares, Side = held > 0m ? "sell" : "buy", Type = "market", TimeInForce = "day" };
        return Place(account, request).Answer;
    }

    public static StubAnswer CloseAll(StubAccount account, bool cancelOrders)
    {
        if (cancelOrders)
        {
            foreach (var order in account.Working.ToArray())
            {
                account.Move(order, OrderStatuses.Canceled, OrderStatuses.Canceled);
            }

            account.Working.Clear();
        }

        var closed = account.Books.Current.Holdings.Keys.Select(symbol =>
        {
            var answer = Close(account, symbol, qty: null, percentage: null);
            return new ClosedBody(symbol, answer.Status, answer.Status == 200 ? JsonSerializer.Deserialize(answer.Body, AlpacaJson.Default.OrderBody) : null);
        });
        return StubAnswer.Ok([.. closed], AlpacaJson.Default.ClosedBodyArray, StatusCodes.Status207MultiStatus);
    }

    /// <summary>The time to the next step of an order's life.</summary>
    public static TimeSpan Step(StubAccount account) => TimeSpan.FromMilliseconds(account.Faults.Next("step") * account.Faults.Profile.LongestStep);

    private static StubAnswer? Funds(StubAccount account, OrderRequest request, decimal quantity)
    {
        var held = account.Books.Quantity(request.Symbol!);
        if (request.Side == "sell" && held > 0m)
        {
            var sellable = account.Sellable(request.Symbol!);
            return quantity <= sellable ? null : StubAnswer.Error(StatusCodes.Status403Forbidden, new Wire.ErrorBody(
                40310000, $"insufficient qty available for order (requested: {AlpacaJson.Text(quantity)}, available: {AlpacaJson.Text(sellable)})", request.Symbol,
                Available: AlpacaJson.Text(sellable), ExistingQty: AlpacaJson.Text(held), HeldForOrders: AlpacaJson.Text(held - sellable)));
        }

        if (request.Side == "sell" && !account.ShortingEnabled)
        {
            return StubAnswer.Error(StatusCodes.Status403Forbidden, 40310000, "account is not allowed to short");
        }

        var cost = quantity * (request.LimitPrice ?? request.StopPrice ?? account.Market.Price(request.Symbol!));
        var power = account.BuyingPower();
        return account.TradingBlocked
            ? StubAnswer.Error(StatusCodes.Status403Forbidden, 40310000, "account is blocked from trading")
            : (request.Side == "sell" || held >= 0m) && cost > power
                ? StubAnswer.Error(StatusCodes.Status403Forbidden, new Wire.ErrorBody(40310000, "insufficient buying power", BuyingPower: AlpacaJson.Text(power), CostBasis: AlpacaJson.Text(cost)))
                : null;
    }

    private static StubOrder Create(StubAccount account, OrderRequest request, decimal quantity)
    {
        var now = account.Now;
        if (request.OrderClass == "oco")
        {
            request = request with { LimitPrice = request.TakeProfit };
        }

        var order = new StubOrder(NewId(), request.ClientOrderId ?? NewId(), request, quantity, now, parent: null, OrderStatuses.PendingNew)
        {
            DueUtc = now + Step(account),
            WillBeRejected = account.Faults.Strikes(FaultKind.AsyncReject),
            Slices = account.Faults.Strikes(FaultKind.PartialFill) && quantity >= 2m && request.Type == "market" ? 2 : 1,
        };
        foreach (var leg in Legs(request))
        {
            order.Legs.Add(new StubOrder(NewId(), NewId(), leg, quantity, now, order, OrderStatuses.Held));
        }

        return order;
    }

    private static IEnumerable<OrderRequest> Legs(OrderRequest request)
    {
        var leg = new OrderRequest
        {
            Symbol = request.Symbol,
            Side = request.OrderClass == "oco" ? request.Side : request.Side == "buy" ? "sell" : "buy",
            TimeInForce = request.TimeInForce,
            OrderClass = request.OrderClass,
        };
        if (request.TakeProfit is { } profit && request.OrderClass != "oco")
        {
            yield return leg with { Type = "limit", LimitPrice = profit };
        }

        if (request.StopLoss is { } stop)
        {
            yield return leg with { Type = request.StopLossLimit is null ? "stop" : "stop_limit", StopPrice = stop, LimitPrice = request.StopLossLimit };
        }
    }

    private static string NewId() => Guid.CreateVersion7().ToString();
}
