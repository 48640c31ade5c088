using System.Text.Json.Nodes;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>One section of the dynamic configuration as it is stored.</summary>
/// <param name="Section">Key in the file: <c>risk</c>, <c>sizing</c> or <c>strategies</c>.</param>
/// <param name="Revision">1 for the seed; each change adds 1.</param>
/// <param name="Value">The section, as in the file.</param>
/// <param name="ChangedBy">Person or program.</param>
public sealed record DynamicSection(string Section, int Revision, JsonNode Value, DateTime ChangedUtc, string ChangedBy, string Reason);

/// <summary>The record of one change. Never changed or deleted.</summary>
public sealed record ConfigurationChange(string Section, int Revision, JsonNode? Before, JsonNode After, DateTime ChangedUtc, string ChangedBy, string Reason);

/// <summary>A section with the ETag that an update needs.</summary>
public sealed record VersionedSection(DynamicSection Section, string ETag);
