using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>One limit as it is.</summary>
/// <param name="Value">In force now; null where it is not set.</param>
/// <param name="Stored">Without an override.</param>
/// <param name="Floor">How loose it may be made at most.</param>
/// <param name="OverriddenUntilUtc">End of the override that is in force.</param>
public sealed record LimitView(
    string Name, JsonNode? Value, JsonNode? Stored, JsonNode? Floor, string Codes, string Input, string WarmUp, string LargestAge, DateTime? OverriddenUntilUtc = null);

/// <summary>All limits.</summary>
/// <param name="ETag">What a change must give in <c>If-Match</c>.</param>
/// <param name="Revision">1 for the file's; each change adds 1.</param>
public sealed record LimitsView(string ETag, int Revision, DateTime ChangedUtc, string ChangedBy, LimitView[] Limits, LimitOverride[] Overrides);

public enum LimitChangeStatus
{
    Done,

    /// <summary>No such limit, or no such override.</summary>
    NotFound,

    /// <summary>The caller is no operator, or confirms what he asked for himself.</summary>
    Forbidden,

    /// <summary>The value is not allowed.</summary>
    Invalid,

    /// <summary>Somebody else changed the limits, or the override, since.</summary>
    Changed,

    /// <summary>A limit is switched off only by an override.</summary>
    NeedsOverride,
}

/// <param name="Errors">What is wrong with the value.</param>
/// <param name="Limits">As they are now; null where they were not looked at.</param>
/// <param name="Override">The override as it now is.</param>
public sealed record LimitChange(LimitChangeStatus Status, IReadOnlyList<OptionError> Errors, LimitsView? Limits = null, LimitOverride? Override = null)
{
    public static LimitChange Refused(LimitChangeStatus status, string path, string message) => new(status, [new OptionError(path, message)]);
}

/// <summary>Why something is done, by whom.</summary>
public sealed record PersonAct(CallerId By, string Reason);
