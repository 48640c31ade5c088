using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Turns settings into the JSON of the options, by the options' own type information: every key and value that does not fit is an error of its own.</summary>
internal sealed class SettingBinder(JsonSerializerOptions json, List<ConfigurationError> errors)
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    /// <summary>Where the value of a key came from: of its own, or of the nearest key above it.</summary>
    public string SourceOf(string key)
    {
        while (!sources.ContainsKey(key) && key.LastIndexOfAny(['.', '[']) is > 0 and var end)
            key = key[..end];
        return sources.GetValueOrDefault(key, string.Empty);
    }

    public JsonObject Bind(MapSetting settings, JsonTypeInfo type, string prefix)
    {
        var result = new JsonObject();
        foreach (var (key, value) in settings.Members)
        {
            var property = type.Properties.FirstOrDefault(p => p.Name == key);
            if (property is null)
            {
                errors.Add(new ConfigurationError(value.Source, prefix + key, KeyNames.Unknown(key, type.Properties.Select(p => p.Name))));
                continue;
            }

            var path = prefix + property.Name;
            sources[path] = value.Source;
            if (value is ScalarSetting { IsLiteral: true, Text.Length: > 0 } && IsVariable(property))
            {
                Fail(value, path, "must be given as ${VARIABLE}: a file is no place for a secret.");
                continue;
            }

            if (TryBind(value, json.GetTypeInfo(property.PropertyType), property.IsSetNullable, path, out var node))
                result[property.Name] = node;
        }

        return result;
    }

    private static bool IsVariable(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(SecretAttribute), inherit: false) is [SecretAttribute { IsVariable: true }];

    private bool TryBind(Setting value, JsonTypeInfo type, bool isNullable, string path, out JsonNode? node)
    {
        node = null;
        switch (type.Kind, value)
        {
            case (_, MapSetting map) when type.Type == typeof(JsonObject):
                node = Free(map);
                return true;
            case (_, ScalarSetting { Text: null }) when type.Type == typeof(JsonObject):
                return true;
            case (_, _) when type.Type == typeof(JsonObject):
                return Fail(value, path, "must hold keys and values.");
            case (JsonTypeInfoKind.Object, MapSetting map):
                node = Bind(map, type, path + ".");
                return true;
            case (JsonTypeInfoKind.Object, ScalarSetting { Text: null }):
                // A key with nothing behind it, or only comments: the defaults.
                node = new JsonObject();
                return true;
            case (JsonTypeInfoKind.Object, _):
                return Fail(value, path, "must hold keys and values.");
            case (JsonTypeInfoKind.Enumerable, ListSetting list):
                node = BindList(list, json.GetTypeInfo(type.ElementType!), path);
                return true;
            case (JsonTypeInfoKind.Enumerable, ScalarSetting { Text: null }):
                node = new JsonArray();
                return true;
            case (JsonTypeInfoKind.Enumerable, _):
                return Fail(value, path, "must be a list.");
            case (_, ScalarSetting scalar):
                return TryBindScalar(scalar, type, isNullable || Nullable.GetUnderlyingType(type.Type) is not null, path, out node);
            default:
                return Fail(value, path, "must be a single value.");
        }
    }

    /// <summary>Settings whose keys and types somebody else knows: numbers and truth values that are not quoted are taken for what they look like.</summary>
    private static JsonNode? Free(Setting value) => value switch
    {
        MapSetting map => new JsonObject(map.Members.DistinctBy(member => member.Key).Select(member => KeyValuePair.Create(member.Key, Free(member.Value)))),
        ListSetting list => new JsonArray([.. list.Items.Select(Free)]),
        ScalarSetting { Text: null } => null,
        ScalarSetting scalar => ScalarText.Candidates(scalar, typeof(string)).First(),
        _ => throw new InvalidOperationException($"Unknown setting {value.GetType().Name}."),
    };

    private JsonArray BindList(ListSetting list, JsonTypeInfo element, string path)
    {
        var result = new JsonArray();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            sources[itemPath] = list.Items[i].Source;
            if (TryBind(list.Items[i], element, isNullable: false, itemPath, out var node))
            {
                result.Add(node);
                CheckRequired(list.Items[i], element, node, itemPath);
            }
        }

        return result;
    }

    private void CheckRequired(Setting item, JsonTypeInfo element, JsonNode? node, string path)
    {
        foreach (var property in element.Properties)
        {
            if (property.IsRequired && node is JsonObject members && !members.ContainsKey(property.Name))
                errors.Add(new ConfigurationError(item.Source, $"{path}.{property.Name}", "must be given."));
        }
    }

    private bool TryBindScalar(ScalarSetting scalar, JsonTypeInfo type, bool isNullable, string path, out JsonNode? node)
    {
        node = null;
        if (scalar.Text is null)
            return isNullable || Fail(scalar, path, $"must not be empty: {ScalarText.Expected(type.Type)}.");
        string? reason = null;
        foreach (var candidate in ScalarText.Candidates(scalar, type.Type))
        {
            try
            {
                // A name of an enum has been looked up; how it is written in JSON may be a matter of the property and not of its type.
                if (!(Nullable.GetUnderlyingType(type.Type) ?? type.Type).IsEnum)
                    candidate.Deserialize(type);
                node = candidate;
                return true;
            }
            catch (JsonException e)
            {
                reason ??= e.Message;
            }
        }

        return Fail(scalar, path, ScalarText.Describe(scalar.Text, type.Type, reason));
    }

    private bool Fail(Setting value, string path, string message)
    {
        errors.Add(new ConfigurationError(value.Source, path, message));
        return false;
    }
}
