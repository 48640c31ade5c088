using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>Lays a change over the options of a strategy (JSON Merge Patch, RFC 7396): what is not named stays, null unsets.</summary>
internal static class StrategyPatch
{
    private const string Parameters = "parameters";

    private static readonly string[] Members = ["enabled", "allowShort", "maxPositionShare", "maxExposureShare", "minConfidence", "symbols", Parameters];

    private static readonly string[] Unset = ["maxPositionShare", "maxExposureShare", "minConfidence", Parameters];

    /// <param name="known">Its code, for the parameters; null where this host has none.</param>
    /// <returns>The options with the change, or everything that is wrong with it.</returns>
    public static (StrategyOptions? Options, IReadOnlyList<OptionError> Errors) Apply(StrategyOptions options, JsonObject change, KnownStrategy? known)
    {
        var errors = change.Where(member => !Members.Contains(member.Key)).Select(member => new OptionError(member.Key, $"Cannot be changed; there are {string.Join(", ", Members)}."))
            .Concat(change.Where(member => member.Value is null && Members.Contains(member.Key) && !Unset.Contains(member.Key)).Select(member => new OptionError(member.Key, "Must not be null.")))
            .ToList();
        if (change[Parameters] is { } wrong and not JsonObject)
        {
            errors.Add(new OptionError(Parameters, "Must be an object of parameters by name."));
        }

        if (errors.Count > 0)
        {
            return (null, errors);
        }

        try
        {
            var changed = Merge(options, change).Deserialize(ConfigurationJson.Default.StrategyOptions)!;
            errors.AddRange(Check(changed, known));
            return errors.Count > 0 ? (null, errors) : (changed, errors);
        }
        catch (JsonException e)
        {
            return (null, [new OptionError(e.Path is { Length: > 2 } path ? path[2..] : "body", "Has a value of the wrong type.")]);
        }
    }

    private static JsonObject Merge(StrategyOptions options, JsonObject change)
    {
        var merged = JsonSerializer.SerializeToNode(options, ConfigurationJson.Default.StrategyOptions)!.AsObject();
        foreach (var (name, value) in change)
        {
            merged[name] = name == Parameters ? MergeParameters(merged[name] as JsonObject, value as JsonObject) : value?.DeepClone();
        }

        return merged;
    }

    /// <summary>Only what was set is kept: a parameter that is null goes back to its default.</summary>
    private static JsonObject? MergeParameters(JsonObject? before, JsonObject? change)
    {
        var after = change is null ? [] : (JsonObject?)before?.DeepClone() ?? [];
        foreach (var (name, value) in change ?? [])
        {
            if (value is null)
            {
                after.Remove(name);
            }
            else
            {
                after[name] = value.DeepClone();
            }
        }

        return after.Count == 0 ? null : after;
    }

    private static IEnumerable<OptionError> Check(StrategyOptions options, KnownStrategy? known)
    {
        const string prefix = "strategies[0].";
        var list = new JsonArray(JsonSerializer.SerializeToNode(options, ConfigurationJson.Default.StrategyOptions));
        foreach (var error in DynamicSectionRules.Validate(DynamicSectionRules.Strategies, list).Where(error => !error.Path.Contains($".{Parameters}", StringComparison.Ordinal)))
        {
            yield return error.Path.StartsWith(prefix, StringComparison.Ordinal) ? error with { Path = error.Path[prefix.Length..] } : error;
        }

        if (known is null)
        {
            if (options.Parameters is not null)
            {
                yield return new OptionError(Parameters, "This host has no code of this strategy that could take parameters.");
            }

            yield break;
        }

        foreach (var error in StrategyEntry.Check(known, options.Parameters))
        {
            yield return error;
        }
    }
}
