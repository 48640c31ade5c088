using TradingFunctions.AlpacaStub.Wire;

namespace TradingFunctions.AlpacaStub.Orders;

/// <summary>What of an order changes, as it stood from a moment on: a stale read is given an older one.</summary>
/// <param name="Notional">Price times quantity of all executions.</param>
public sealed record OrderState(DateTime AtUtc, string Status, decimal Filled, decimal Notional, string? ReplacedBy = null)
{
    public DateTime? EndedUtc => OrderStatuses.IsFinal(Status) ? AtUtc : null;
}

/// <summary>One order of an account.</summary>
public sealed class StubOrder(string id, string clientOrderId, OrderRequest request, decimal quantity, DateTime submittedUtc, StubOrder? parent, string status)
{
    private readonly List<OrderState> states = [new OrderState(submittedUtc, status, 0m, 0m)];

    public string Id => id;

    public string ClientOrderId => clientOrderId;

    public OrderRequest Request => request;

    public string Symbol => request.Symbol!;

    public bool IsBuy => request.Side == "buy";

    public decimal Quantity => quantity;

    public DateTime SubmittedUtc => submittedUtc;

    /// <summary>Of a bracket's leg: its entry, or the limit order of a pair.</summary>
    public StubOrder? Parent => parent;

    public List<StubOrder> Legs { get; } = [];

    public string? Replaces { get; init; }

    public OrderState State => states[^1];

    public string Status => State.Status;

    public bool IsOpen => !OrderStatuses.IsFinal(Status);

    /// <summary>Waits for its entry.</summary>
    public bool IsAsleep => parent is { } entry && !IsPair && entry.Status != OrderStatuses.Filled;

    public bool IsStop => request.Type is "stop" or "stop_limit" or "trailing_stop";

    /// <summary>Part of an OCO order: exits for a position that is there already.</summary>
    public bool IsPair => (parent ?? this).Request.OrderClass == "oco";

    public decimal Remaining => IsOpen ? quantity - State.Filled : 0m;

    /// <summary>When the stub looks at it next.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>To be refused after it was accepted.</summary>
    public bool WillBeRejected { get; set; }

    /// <summary>Executions that it is filled in at least.</summary>
    public int Slices { get; set; } = 1;

    public bool IsTriggered { get; set; }

    /// <summary>High-water mark of a trailing stop.</summary>
    public decimal? Extreme { get; set; }

    public void Become(DateTime nowUtc, string status, decimal filled = 0m, decimal price = 0m, string? replacedBy = null) =>
        states.Add(new OrderState(nowUtc, status, State.Filled + filled, State.Notional + (filled * price), replacedBy));

    /// <summary>The order as it stood; null when it did not exist yet.</summary>
    public OrderState? At(DateTime? asOfUtc) => asOfUtc is { } moment ? states.FindLast(state => state.AtUtc <= moment) : State;

    /// <param name="asOfUtc">Null for now. At that moment the order must have existed.</param>
    public OrderBody Body(DateTime? asOfUtc = null, bool nested = true)
    {
        var state = At(asOfUtc)!;
        return new OrderBody
        {
            Id = id,
            ClientOrderId = clientOrderId,
            CreatedAt = submittedUtc,
            SubmittedAt = submittedUtc,
            UpdatedAt = state.AtUtc,
            FilledAt = Ended(OrderStatuses.Filled),
            CanceledAt = Ended(OrderStatuses.Canceled),
            ExpiredAt = Ended(OrderStatuses.Expired),
            FailedAt = Ended(OrderStatuses.Rejected),
            ReplacedAt = Ended(OrderStatuses.Replaced),
            ReplacedBy = state.ReplacedBy,
            Replaces = Replaces,
            AssetId = Assets.IdOf(Symbol),
            Symbol = Symbol,
            Qty = AlpacaJson.Text(quantity),
            FilledQty = AlpacaJson.Text(state.Filled),
            FilledAvgPrice = state.Filled == 0m ? null : AlpacaJson.Text(Math.Round(state.Notional / state.Filled, 9)),
            OrderClass = (parent ?? this).Request.OrderClass,
            OrderType = request.Type!,
            Type = request.Type!,
            Side = request.Side!,
            PositionIntent = IsBuy ? (parent is null ? "buy_to_open" : "buy_to_close") : parent is null && request.OrderClass != "simple" && !IsPair ? "sell_to_open" : "sell_to_close",
            TimeInForce = request.TimeInForce!,
            LimitPrice = AlpacaJson.Text(request.LimitPrice),
            StopPrice = AlpacaJson.Text(request.StopPrice),
            TrailPercent = AlpacaJson.Text(request.TrailPercent),
            TrailPrice = AlpacaJson.Text(request.TrailPrice),
            Hwm = AlpacaJson.Text(Extreme),
            Status = state.Status,
            ExtendedHours = request.ExtendedHours,
            Legs = nested && Legs.Count > 0 ? [.. Legs.Select(leg => leg.Body(asOfUtc))] : null,
        };

        DateTime? Ended(string status) => state.Status == status ? state.EndedUtc : null;
    }
}
