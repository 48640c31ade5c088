using System.Text.Json.Nodes;

namespace TradingFunctions.Api.Risk;

/// <summary>A limit's new value.</summary>
/// <param name="Value">As in the configuration; null where the limit shall not be set.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record LimitBody(JsonNode? Value, string Reason);

/// <summary>A limit loosened for a time.</summary>
/// <param name="Limit">Name of the limit.</param>
/// <param name="Value">As in the configuration; null switches the limit off.</param>
/// <param name="Minutes">How long, from the confirmation.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record OverrideBody(string Limit, JsonNode? Value, double Minutes, string Reason);

/// <summary>Why something is done.</summary>
public sealed record ReasonBody(string Reason);

/// <summary>Whether a strategy may enter.</summary>
/// <param name="On">False switches it off.</param>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record StrategySwitchBody(bool On, string Reason);

/// <summary>A strategy as the books have it.</summary>
/// <param name="Entries">Approved in the running window and the one before.</param>
/// <param name="HaltedUtc">Since when it is off; absent while it is on.</param>
public sealed record StrategySwitchAnswer(string Id, bool On, int Entries, DateTime? HaltedUtc, string? Reason);
