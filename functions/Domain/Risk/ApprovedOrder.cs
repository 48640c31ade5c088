using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Risk;

/// <summary>An order that passed the risk gate: the only type that a broker accepts. Only the gate makes one.</summary>
/// <remarks>A class on purpose: it has no usable default, no <c>with</c>, and no constructor that a serialiser could call.</remarks>
public sealed class ApprovedOrder
{
    internal ApprovedOrder(OrderTerms terms, DateTime approvedUtc)
    {
        Terms = terms;
        ApprovedUtc = approvedUtc;
    }

    public OrderTerms Terms { get; }

    public DateTime ApprovedUtc { get; }
}
