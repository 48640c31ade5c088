using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Api.Strategies;

/// <summary>A change of a strategy (JSON Merge Patch, RFC 7396): what is left out stays, null unsets.</summary>
/// <param name="Reason">Why, for the audit trail.</param>
/// <param name="Enabled">Whether it runs; true also lets one run again that the host or the gate switched off.</param>
/// <param name="Parameters">By name, as the strategy's schema says; null sets one, or all of them, back to the default.</param>
/// <param name="Symbols">Only on these; an empty list for all that are monitored.</param>
/// <param name="AllowShort">Whether it may open short positions.</param>
/// <param name="MaxPositionShare">Largest position, a share of equity.</param>
/// <param name="MaxExposureShare">All its positions, a share of equity.</param>
/// <param name="MinConfidence">Smallest confidence of an entry, 0 to 1.</param>
public sealed record StrategyPatchBody(
    string Reason,
    JsonElement Enabled = default,
    JsonElement Parameters = default,
    JsonElement Symbols = default,
    JsonElement AllowShort = default,
    JsonElement MaxPositionShare = default,
    JsonElement MaxExposureShare = default,
    JsonElement MinConfidence = default)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

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
