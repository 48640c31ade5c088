using System.Text.Json.Nodes;

namespace TradingFunctions.Pipeline.Configuration;

/// <param name="Key">Key path, such as <c>risk.maxOrderNotional</c>.</param>
/// <param name="File">Value in the file, as JSON; null where it is not set.</param>
/// <param name="InForce">Value in the store, as JSON; null where it is not set.</param>
public sealed record ConfigDifference(string Key, string? File, string? InForce);

/// <summary>Where the file and the store differ.</summary>
public static class ConfigDiff
{
    /// <returns>Ordered by key, ordinal. Lists are compared as a whole.</returns>
    public static IReadOnlyList<ConfigDifference> Compare(JsonNode? file, JsonNode? inForce, string key)
    {
        var differences = new List<ConfigDifference>();
        Compare(file, inForce, key, differences);
        return [.. differences.OrderBy(difference => difference.Key, StringComparer.Ordinal)];
    }

    private static void Compare(JsonNode? file, JsonNode? inForce, string key, List<ConfigDifference> differences)
    {
        if (file is JsonObject left && inForce is JsonObject right)
        {
            foreach (var name in left.Select(p => p.Key).Union(right.Select(p => p.Key), StringComparer.Ordinal))
                Compare(left[name], right[name], $"{key}.{name}", differences);
        }
        else if (!JsonNode.DeepEquals(file, inForce))
        {
            differences.Add(new ConfigDifference(key, file?.ToJsonString(), inForce?.ToJsonString()));
        }
    }
}
