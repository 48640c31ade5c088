using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Orders;

namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>Moves an account's orders on: acceptance, executions, legs, ends. One look at the market per call.</summary>
internal static class Matcher
{
    public static void Advance(StubAccount account)
    {
        var now = account.Now;
        Drift(account);
        foreach (var order in account.Working.ToArray())
        {
            if (order.IsOpen && now >= order.DueUtc)
            {
                Advance(account, order);
            }
        }

        account.Working.RemoveAll(order => !order.IsOpen);
        foreach (var stream in account.Streams)
        {
            stream.ReleaseWithheld(now);
        }
    }

    private static void Drift(StubAccount account)
    {
        if (account.Faults.Profile.Volatility > 0d)
        {
            foreach (var symbol in account.Working.Select(order => order.Symbol).Distinct(StringComparer.Ordinal).ToArray())
            {
                account.Market.Move(symbol, (decimal)((account.Faults.Next("price") - 0.5) * 2 * account.Faults.Profile.Volatility));
            }
        }
    }

    private static void Advance(StubAccount account, StubOrder order)
    {
        if (order.Status == OrderStatuses.PendingNew)
        {
            Accept(account, order);
        }
        else if (!order.IsAsleep)
        {
            Execute(account, order);
            if (order.Status == OrderStatuses.PendingCancel)
            {
                End(account, order);
            }
            else if (order.IsOpen && order.Request.TimeInForce is "ioc" or "fok")
            {
                End(account, order);
            }
        }
        else if (order.Status == OrderStatuses.PendingCancel)
        {
            End(account, order);
        }
    }

    private static void Accept(StubAccount account, StubOrder order)
    {
        if (order.WillBeRejected)
        {
            account.Note(FaultKind.AsyncReject, order.ClientOrderId);
            account.Move(order, OrderStatuses.Rejected, OrderStatuses.Rejected);
            EndLegs(account, order);
            return;
        }

        account.Move(order, OrderStatuses.New, OrderStatuses.New);
        order.DueUtc = account.Now + OrderDesk.Step(account);
    }

    private static void Execute(StubAccount account, StubOrder order)
    {
        var price = account.Market.Price(order.Symbol);
        if (!IsTouched(order, price))
        {
            return;
        }

        if (order.Status == OrderStatuses.Held)
        {
            account.Move(order, OrderStatuses.New, OrderStatuses.New);
        }

        var available = Math.Min(order.Remaining, account.Market.Available(order.Symbol));
        if (available <= 0m || (order.Request.TimeInForce == "fok" && available < order.Remaining))
        {
            return;
        }

        var isPart = order.Slices > 1 && order.State.Filled == 0m;
        var shares = isPart ? Math.Max(1m, decimal.Floor(available / 2m)) : available;
        if (isPart)
        {
            account.Note(FaultKind.PartialFill, order.ClientOrderId);
            order.DueUtc = account.Now + OrderDesk.Step(account);
        }

        account.Market.Take(order.Symbol, shares);
        account.Fill(order, shares, price);
        if (Sibling(order) is { IsOpen: true } other)
        {
            account.Move(other, OrderStatuses.Canceled, OrderStatuses.Canceled);
        }

        if (order.Status == OrderStatuses.Filled && !order.IsPair)
        {
            Wake(account, order);
        }
    }

    /// <summary>Of a bracket's legs the stop stays held while the profit order works: it is watched, and not on the list of open orders.</summary>
    private static void Wake(StubAccount account, StubOrder entry)
    {
        foreach (var leg in entry.Legs)
        {
            if (leg.Status == OrderStatuses.Held && (entry.Legs.Count == 1 || !leg.IsStop))
            {
                account.Move(leg, OrderStatuses.New, OrderStatuses.New);
            }
        }
    }

    private static bool IsTouched(StubOrder order, decimal price)
    {
        var request = order.Request;
        switch (request.Type)
        {
            case "limit":
                return Meets(order, price, request.LimitPrice!.Value);
            case "stop" or "stop_limit":
                order.IsTriggered |= order.IsBuy ? price >= request.StopPrice : price <= request.StopPrice;
                return order.IsTriggered && (request.LimitPrice is not { } limit || Meets(order, price, limit));
            case "trailing_stop":
                order.Extreme = order.IsBuy ? Math.Min(order.Extreme ?? price, price) : Math.Max(order.Extreme ?? price, price);
                var distance = request.TrailPrice ?? (order.Extreme.Value * request.TrailPercent!.Value / 100m);
                return order.IsBuy ? price >= order.Extreme + distance : price <= order.Extreme - distance;
            default:
                return true;
        }
    }

    private static bool Meets(StubOrder order, decimal price, decimal limit) => order.IsBuy ? price <= limit : price >= limit;

    private static StubOrder? Sibling(StubOrder order) => order switch
    {
        { Parent: { IsPair: true } head } => head,
        { Parent: { } entry } => entry.Legs.Find(leg => leg != order),
        { IsPair: true, Legs: [var leg] } => leg,
        _ => null,
    };

    private static void End(StubAccount account, StubOrder order)
    {
        if (!order.IsOpen)
        {
            return;
        }

        account.Move(order, OrderStatuses.Canceled, OrderStatuses.Canceled);
        EndLegs(account, order);
        if (Sibling(order) is { IsOpen: true } other)
        {
            account.Move(other, OrderStatuses.Canceled, OrderStatuses.Canceled);
        }
    }

    private static void EndLegs(StubAccount account, StubOrder order)
    {
        foreach (var leg in order.Legs)
        {
            if (leg.IsOpen)
            {
                account.Move(leg, OrderStatuses.Canceled, OrderStatuses.Canceled);
            }
        }
    }
}
