using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>One order in the exchange's memory.</summary>
internal sealed class ExchangeOrder
{
    public required OrderTerms Terms { get; init; }

    /// <summary>Position in the journal; a leg has its entry's.</summary>
    public required long Number { get; init; }

    public required DateTime SubmittedUtc { get; init; }

    /// <summary>The order fills only from bars that begin at this time or later.</summary>
    public required DateTime EligibleUtc { get; set; }

    /// <summary>Close of the session that the order is for; null where it is good till cancelled.</summary>
    public required DateTime? ExpiresUtc { get; init; }

    /// <summary>Last price at submission, dollars: what a market order reserves per share.</summary>
    public required decimal ReferencePrice { get; init; }

    /// <summary>Of a leg: the order that it belongs to.</summary>
    public ExchangeOrder? Parent { get; init; }

    public ExchangeOrder[] Legs { get; set; } = [];

    /// <summary>Orders that share one quantity, this one among them: legs of a bracket, or an OCO pair.</summary>
    public OcoGroup? Group { get; set; }

    public OrderStatus Status { get; set; } = OrderStatus.New;

    public decimal Filled { get; set; }

    public decimal FilledNotional { get; set; }

    public decimal Fees { get; set; }

    public int Executions { get; set; }

    /// <summary>A stop whose price was touched.</summary>
    public bool Triggered { get; set; }

    /// <summary>Best price that a trailing stop has seen, dollars; 0 before its first bar.</summary>
    public decimal Extreme { get; set; }

    public DateTime UpdatedUtc { get; set; }

    public string? Reason { get; set; }

    public string BrokerOrderId => $"SIM-{Number}{(Parent is null ? string.Empty : IsStop ? ".sl" : ".tp")}";

    public ClientOrderId Id => Terms.ClientOrderId;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held;

    public bool IsHeld => Status == OrderStatus.Held;

    /// <summary>Two orders of which this is the first: an exit at a profit with a stop beside it.</summary>
    public bool IsOcoHead => Legs.Length > 0 && Group is not null;

    public bool IsStop => Terms.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;

    /// <summary>Shares the order is for: of a bracket's leg what its entry filled, once that is known.</summary>
    public decimal Quantity => Group?.Entry is { IsOpen: false, Filled: > 0m } entry ? entry.Filled : Terms.Quantity.Shares;

    /// <summary>Shares that may fill now.</summary>
    public decimal Fillable => !IsOpen || IsHeld ? 0m : Group?.Remaining ?? Terms.Quantity.Shares - Filled;

    /// <summary>Dollars per share that the order reserves.</summary>
    public decimal ReservePrice => (Terms.LimitPrice ?? Terms.StopPrice)?.Amount ?? ReferencePrice;

    public BrokerOrder ToBrokerOrder() => new(
        BrokerOrderId, Id, Terms.Symbol, Terms.Side, new Quantity(Quantity), Terms.Type, Terms.TimeInForce, Status, new Quantity(Filled),
        Filled == 0m ? null : Math.Round(FilledNotional / Filled, 6), Terms.LimitPrice, Terms.StopPrice, SubmittedUtc, UpdatedUtc,
        [.. Legs.Select(leg => leg.ToBrokerOrder())], Status == OrderStatus.Rejected ? Reason : null);
}

/// <summary>Orders of which the fills together never exceed one quantity.</summary>
/// <param name="entry">The order that opens the position; null where there is one already.</param>
internal sealed class OcoGroup(ExchangeOrder? entry, ExchangeOrder[] members)
{
    public ExchangeOrder? Entry { get; } = entry;

    public ExchangeOrder[] Members { get; } = members;

    public decimal Remaining
    {
        get
        {
            var remaining = Entry?.Filled ?? Members[0].Terms.Quantity.Shares;
            foreach (var member in Members)
            {
                remaining -= member.Filled;
            }

            return remaining;
        }
    }
}
