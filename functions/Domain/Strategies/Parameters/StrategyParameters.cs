using System.Reflection;
using System.Text.Json.Nodes;

namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>All parameters of a strategy: what they may be, and how JSON becomes the strategy's own class of them.</summary>
public sealed class StrategyParameters
{
    private readonly Type? type;

    private StrategyParameters(Type? type, IReadOnlyList<StrategyParameter> all) => (this.type, All) = (type, all);

    /// <summary>Of a strategy that has none.</summary>
    public static StrategyParameters None { get; } = new(type: null, []);

    /// <summary>In the order of the class.</summary>
    public IReadOnlyList<StrategyParameter> All { get; }

    /// <summary>The parameters of a class that has a public constructor without arguments.</summary>
    /// <exception cref="StrategyDefinitionException">It cannot be a class of parameters.</exception>
    public static StrategyParameters Of(Type type)
    {
        if (!type.IsClass || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new StrategyDefinitionException($"{type.Name} must be a class with a public constructor without arguments, to be the class of parameters.");
        }

        var defaults = Make(type);
        var all = new List<StrategyParameter>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<StrategyParameterAttribute>() is { } attribute)
            {
                all.Add(StrategyParameter.Of(property, attribute, defaults));
            }
        }

        return new StrategyParameters(type, all);
    }

    /// <summary>JSON Schema (draft 2020-12) of the parameters.</summary>
    public JsonObject ToSchema() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(All.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.ToSchema()))),
    };

    /// <summary>Values with every parameter, those that are not given at their defaults.</summary>
    public JsonObject Complete(JsonObject? given) =>
        new(All.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)(given?[parameter.Name] ?? parameter.Default).DeepClone())));

    /// <summary>Values that were given as finite numbers, as <see cref="StrategyParameter.FromNumber"/> takes them.</summary>
    public JsonObject FromNumbers(IEnumerable<KeyValuePair<string, double>> given) =>
        new(given.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)(All.FirstOrDefault(parameter => parameter.Name == value.Key)?.FromNumber(value.Value) ?? JsonValue.Create(value.Value)))));

    /// <summary>Everything that is wrong with values; empty if a strategy can be made of them.</summary>
    /// <param name="given">Parameters by name; those that are left out have their defaults.</param>
    public IReadOnlyList<ParameterError> Validate(JsonObject? given) => Read(given).Errors;

    /// <summary>The class of parameters with these values, null where there is none, or all that is wrong with them.</summary>
    internal (object? Value, IReadOnlyList<ParameterError> Errors) Read(JsonObject? given)
    {
        var errors = new List<ParameterError>();
        foreach (var (name, _) in given ?? [])
        {
            if (All.All(parameter => parameter.Name != name))
            {
                errors.Add(new ParameterError(name, All.Count == 0 ? "Is no parameter: the strategy has none." : $"Is no parameter; there are {string.Join(", ", All.Select(parameter => parameter.Name))}."));
            }
        }

        if (type is null)
        {
            return (null, errors);
        }

        var value = Make(type);
        foreach (var parameter in All)
        {
            if (given is null || !given.TryGetPropertyValue(parameter.Name, out var node))
            {
                continue;
            }

            if (parameter.Problem(node) is { } problem)
            {
                errors.Add(new ParameterError(parameter.Name, problem));
            }
            else
            {
                parameter.Put(value, node!);
            }
        }

        if (errors.Count == 0 && value is ICheckedParameters between)
        {
            errors.AddRange(between.Check());
        }

        return (value, errors);
    }

    private static object Make(Type type) => Activator.CreateInstance(type)!;
}
