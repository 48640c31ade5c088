using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Sizing;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>The sections that can be changed while running, and what they may hold.</summary>
internal static class DynamicSectionRules
{
    public const string Risk = "risk";
    public const string Sizing = "sizing";
    public const string Strategies = "strategies";

    public static readonly string[] All = [Risk, Sizing, Strategies];

    public static JsonNode ToJson(DynamicSettings settings, string section) => section switch
    {
        Risk => JsonSerializer.SerializeToNode(settings.Risk, ConfigurationJson.Default.RiskLimits)!,
        Sizing => JsonSerializer.SerializeToNode(settings.Sizing, ConfigurationJson.Default.SizingOptions)!,
        Strategies => JsonSerializer.SerializeToNode(settings.Strategies, ConfigurationJson.Default.StrategyOptionsArray)!,
        _ => throw Unknown(section),
    };

    /// <summary>Puts one section into the settings; what it does not name has its default.</summary>
    /// <exception cref="JsonException">A value has the wrong type.</exception>
    public static DynamicSettings With(DynamicSettings settings, string section, JsonNode value) => section switch
    {
        Risk => settings with { Risk = Read(value, new RiskLimits(), ConfigurationJson.Default.RiskLimits) },
        Sizing => settings with { Sizing = Read(value, new SizingOptions(), ConfigurationJson.Default.SizingOptions) },
        Strategies => settings with { Strategies = ReadStrategies(value) },
        _ => throw Unknown(section),
    };

    public static IReadOnlyList<OptionError> Validate(string section, JsonNode value)
    {
        var errors = new List<OptionError>();
        var known = section switch
        {
            Risk => ConfigurationJson.Default.RiskLimits.Properties,
            Sizing => ConfigurationJson.Default.SizingOptions.Properties,
            _ => null,
        };
        if (known is not null && value is JsonObject members)
            errors.AddRange(members.Where(m => known.All(p => p.Name != m.Key)).Select(m => new OptionError($"{section}.{m.Key}", "is no known setting.")));
        try
        {
            var settings = With(DynamicSettings.Of(new TradingOptions()), section, value);
            errors.AddRange(TradingOptionsValidator.ValidateSections(new TradingOptions { Risk = settings.Risk, Sizing = settings.Sizing, Strategies = settings.Strategies, RiskControl = new RiskControlOptions { Floors = RiskFloors.None } }));
        }
        catch (JsonException e)
        {
            var path = PathOf(section, e);
            var isDuration = known?.Any(p => path == $"{section}.{p.Name}" && (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(TimeSpan)) == true;
            errors.Add(new OptionError(path, isDuration ? "must be a duration, [days.]hours:minutes:seconds, such as \"00:05:00\" or \"1.00:00:00\"." : "has a value of the wrong type."));
        }

        return errors;
    }

    private static T Read<T>(JsonNode value, T defaults, JsonTypeInfo<T> type)
    {
        var given = value as JsonObject ?? throw new JsonException("Expected an object.");
        return OptionsJson.Overlay(JsonSerializer.SerializeToNode(defaults, type)!.AsObject(), given).Deserialize(type) ?? throw new JsonException("Expected an object.");
    }

    private static StrategyOptions[] ReadStrategies(JsonNode value)
    {
        var given = value as JsonArray ?? throw new JsonException("Expected a list.");
        return [.. given.Select(item => Read(item ?? throw new JsonException("Expected an object."), StrategyDefaults, ConfigurationJson.Default.StrategyOptions))];
    }

    // The id is never taken from here: Overlay puts the given one over it, and its absence is an error of validation.
    private static StrategyOptions StrategyDefaults => new() { Id = default };

    private static string PathOf(string section, JsonException e) =>
        e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"{section}.{path[2..]}" : section;

    private static ArgumentException Unknown(string section) => new($"'{section}' is no dynamic section: {string.Join(", ", All)}.", nameof(section));
}
