using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Api.Strategies;

/// <summary>A change of a strategy (JSON Merge Patch, RFC 7396): what is left out stays, null unsets.</summary>
/// <param name="Reason">Why, for the audit trail.</param>
public sealed record StrategyPatchBody(string Reason)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether it runs; true also lets one run again that the host or the gate switched off.</summary>
    public JsonElement Enabled { get; init; }

    /// <summary>By name, as the strategy's schema says; null sets one, or all of them, back to the default.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>Only on these; an empty list for all that are monitored.</summary>
    public JsonElement Symbols { get; init; }

    /// <summary>Whether it may open short positions.</summary>
    public JsonElement AllowShort { get; init; }

    /// <summary>Largest position, a share of equity.</summary>
    public JsonElement MaxPositionShare { get; init; }

    /// <summary>All its positions, a share of equity.</summary>
    public JsonElement MaxExposureShare { get; init; }

    /// <summary>Smallest confidence of an entry, 0 to 1.</summary>
    public JsonElement MinConfidence { get; init; }

    /// <summary>The members that were given.</summary>
    /// <exception cref="JsonException">A parameter is given twice.</exception>
    public JsonObject ToChange()
    {
        var change = new JsonObject();
        Add("enabled", Enabled);
        Add("parameters", Parameters);
        Add("symbols", Symbols);
        Add("allowShort", AllowShort);
        Add("maxPositionShare", MaxPositionShare);
        Add("maxExposureShare", MaxExposureShare);
        Add("minConfidence", MinConfidence);
        return change;

        void Add(string name, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Undefined)
            {
                change[name] = JsonNode.Parse(value.GetRawText(), documentOptions: Strict);
            }
        }
    }
}
