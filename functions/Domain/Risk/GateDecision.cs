namespace TradingFunctions.Domain.Risk;

/// <summary>What the gate says to one order.</summary>
/// <param name="Approved">The order that may be sent; null when refused.</param>
/// <param name="Checks">All controls that looked at the order, passed or not, in a fixed order.</param>
/// <param name="Denials">Every reason of a refusal; empty when approved.</param>
public sealed record GateDecision(ApprovedOrder? Approved, ControlCheck[] Checks, Denial[] Denials);
