using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Rebalancing;

[JsonConverter(typeof(JsonStringEnumConverter<RebalanceStatus>))]
public enum RebalanceStatus
{
    Proposed,
    Approved,
    Rejected,

    /// <summary>Approved, and every order has been given to the gate.</summary>
    Done,
}

/// <summary>What a person said.</summary>
public sealed record RebalanceDecision(string By, string Reason, DateTime AtUtc);

/// <summary>What became of one item: the answer of the gate and the broker, as for any signal.</summary>
/// <param name="Index">Of the item, from 0.</param>
/// <param name="Denials">Reason codes of a refusal.</param>
public sealed record RebalanceOutcome(int Index, Symbol Symbol, TradeStatus Status, ClientOrderId? Order, string[] Denials);

/// <summary>A rebalancing from proposal to end: one document, its own record of who wanted and who approved it.</summary>
/// <param name="Id">Begins with the time it was made.</param>
/// <param name="ExpiresUtc">From when it can no longer be approved.</param>
/// <param name="Decision">Approval or rejection; null before.</param>
public sealed record RebalanceProposal(
    string Id,
    RebalanceStatus Status,
    string ProposedBy,
    DateTime CreatedUtc,
    DateTime ExpiresUtc,
    RebalancePlan Plan,
    RebalanceDecision? Decision,
    RebalanceOutcome[] Outcomes);

/// <param name="Targets">Share of equity per symbol.</param>
/// <param name="LeastTrade">Smaller trades are left out, dollars.</param>
public sealed record RebalanceWish(IReadOnlyDictionary<Symbol, decimal> Targets, bool CloseOthers, Money LeastTrade, string By);

/// <param name="Proposal">Null where a price is missing.</param>
/// <param name="Unpriced">Symbols that the market has no price of.</param>
public sealed record ProposeOutcome(RebalanceProposal? Proposal, Symbol[] Unpriced);

public enum DecideStatus
{
    Done,
    NotFound,

    /// <summary>It has been decided already.</summary>
    Decided,

    /// <summary>Its prices are too old.</summary>
    Expired,
}

/// <param name="Proposal">As it stands; null when not found.</param>
public sealed record DecideOutcome(DecideStatus Status, RebalanceProposal? Proposal);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RebalanceProposal))]
internal sealed partial class RebalanceJson : JsonSerializerContext;
