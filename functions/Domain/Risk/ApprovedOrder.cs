using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Risk;

/// <summary>An order that passed the risk gate: the only type that a broker accepts. Only the gate makes one.</summary>
/// <remarks>
/// A class on purpose: it has no usable default, no <c>with</c>, and no constructor that a serialiser could call. It is never stored: after
/// a crash the intent is gated again. The domain has no friend assemblies, and a test reads its code for other callers of this constructor.
/// </remarks>
public sealed class ApprovedOrder
{
    internal ApprovedOrder(OrderTerms terms, DateTime approvedUtc)
    {
        Terms = terms;
        ApprovedUtc = approvedUtc;
    }

    public OrderTerms Terms { get; }

    /// <summary>When the gate decided.</summary>
    public DateTime ApprovedUtc { get; }
}
