using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Settings from variables such as <c>TRADING__RISK__MAXORDERNOTIONAL</c>: over the file, one variable per value. Lists of plain values are separated by commas.</summary>
internal sealed class EnvironmentSettings(JsonSerializerOptions json, List<ConfigurationError> errors)
{
    private const string Prefix = "TRADING__";
    private const string Separator = "__";

    public MapSetting Read(IReadOnlyDictionary<string, string> environment, JsonTypeInfo root)
    {
        var result = new Tree();
        foreach (var (name, text) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                Add(result, name, text, root);
        }

        return result.ToSetting("environment");
    }

    private void Add(Tree tree, string variable, string text, JsonTypeInfo type)
    {
        var parts = variable[Prefix.Length..].Split(Separator);
        for (var i = 0; i < parts.Length; i++)
        {
            var property = type.Properties.FirstOrDefault(p => string.Equals(p.Name, parts[i], StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                errors.Add(new ConfigurationError(variable, string.Join('.', parts).ToLowerInvariant(), KeyNames.Unknown(parts[i].ToLowerInvariant(), type.Properties.Select(p => p.Name))));
                return;
            }

            type = json.GetTypeInfo(property.PropertyType);
            if (i < parts.Length - 1)
                tree = tree.Child(property.Name);
            else
                tree.Values[property.Name] = Value(variable, text, type);
        }
    }

    private static Setting Value(string variable, string text, JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => new ListSetting(
            variable, [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => new ScalarSetting(variable, item, IsQuoted: false))]),
        _ => new ScalarSetting(variable, text is "" or "null" ? null : text, IsQuoted: false),
    };

    private sealed class Tree
    {
        private readonly SortedDictionary<string, Tree> children = new(StringComparer.Ordinal);

        public SortedDictionary<string, Setting> Values { get; } = new(StringComparer.Ordinal);

        public Tree Child(string name) => children.TryGetValue(name, out var child) ? child : children[name] = new Tree();

        public MapSetting ToSetting(string source) =>
            new(source, [.. Values.Select(pair => (pair.Key, pair.Value)), .. children.Select(pair => (pair.Key, (Setting)pair.Value.ToSetting(source)))]);
    }
}
