using System.Text.Json.Nodes;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Partial settings as JSON.</summary>
public static class OptionsJson
{
    /// <summary>Lays partial settings over complete ones: a member that is not given keeps its default, one that is null is unset.</summary>
    /// <param name="defaults">Changed and given back.</param>
    public static JsonObject Overlay(JsonObject defaults, JsonObject given)
    {
        foreach (var (name, value) in given)
        {
            if (value is JsonObject part && defaults[name] is JsonObject below)
                Overlay(below, part);
            else
                defaults[name] = value?.DeepClone();
        }

        return defaults;
    }
}
