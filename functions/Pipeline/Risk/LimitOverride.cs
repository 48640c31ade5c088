using System.Text.Json.Nodes;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>A limit loosened for a time: asked for by one person, put in force by another, over by itself.</summary>
/// <param name="Value">Null switches the limit off.</param>
/// <param name="Lasts">From the confirmation.</param>
/// <param name="UntilUtc">Set by the confirmation; wall-clock time.</param>
/// <param name="EndedUtc">Set where somebody ended it early.</param>
public sealed record LimitOverride(
    string Id,
    string Limit,
    JsonNode? Value,
    string Reason,
    CallerId AskedBy,
    DateTime AskedUtc,
    TimeSpan Lasts,
    CallerId? ConfirmedBy = null,
    DateTime? UntilUtc = null,
    DateTime? EndedUtc = null)
{
    public bool IsInForce(DateTime nowUtc) => UntilUtc > nowUtc && EndedUtc is null;
}
