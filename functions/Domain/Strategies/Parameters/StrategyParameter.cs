using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Domain.Strategies.Parameters;

/// <summary>One parameter of a strategy: its bounds, its default and the way to its value.</summary>
public sealed class StrategyParameter
{
    private readonly PropertyInfo property;
    private readonly ParameterBounds bounds;
    private readonly string[] choices;

    private StrategyParameter(PropertyInfo property, StrategyParameterAttribute attribute, object defaults)
    {
        this.property = property;
        bounds = new ParameterBounds(attribute.Min, attribute.Max, attribute.Above, attribute.Below);
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Kind = KindOf(property.PropertyType);
        Description = attribute.Description;
        choices = Kind == ParameterKind.Choice ? Array.ConvertAll(Enum.GetNames(property.PropertyType), JsonNamingPolicy.CamelCase.ConvertName) : [];
        Default = ValueIn(defaults);
    }

    /// <summary>As on the wire: <c>buyAbove</c>.</summary>
    public string Name { get; }

    public ParameterKind Kind { get; }

    /// <summary>For people.</summary>
    public string Description { get; }

    /// <summary>Its value where nothing is given.</summary>
    public JsonNode Default { get; }

    private string Expected => Kind switch
    {
        ParameterKind.Boolean => "true or false",
        ParameterKind.Choice => $"one of {string.Join(", ", choices)}",
        ParameterKind.Integer => $"a whole number{bounds}",
        _ => $"a number{bounds}",
    };

    /// <param name="defaults">Parameters as their class makes them.</param>
    /// <exception cref="StrategyDefinitionException">The property cannot be a parameter.</exception>
    internal static StrategyParameter Of(PropertyInfo property, StrategyParameterAttribute attribute, object defaults)
    {
        if (property is not { GetMethod.IsPublic: true, SetMethod.IsPublic: true })
        {
            throw new StrategyDefinitionException($"The parameter {property.Name} needs a public get and a public init.");
        }

        var parameter = new StrategyParameter(property, attribute, defaults);
        return parameter.Problem(parameter.Default) is { } problem
            ? throw new StrategyDefinitionException($"The default of the parameter {parameter.Name} is not allowed: {problem}")
            : parameter;
    }

    /// <summary>What is wrong with a value, with the bounds; null if nothing is.</summary>
    public string? Problem(JsonNode? value) => IsAllowed(value) ? null : $"Must be {Expected}, is {Shown(value)}.";

    /// <summary>A value that was given as a number, as a grid has it: 1 and 0 are true and false, a choice goes by its place, the first 0. What fits none stays a number.</summary>
    public JsonNode FromNumber(double number) => Kind switch
    {
        ParameterKind.Boolean when number is 0 or 1 => JsonValue.Create(number == 1),
        ParameterKind.Choice when number >= 0 && number < choices.Length && number == Math.Truncate(number) => JsonValue.Create(choices[(int)number]),
        _ => JsonValue.Create(number),
    };

    /// <summary>The parameter as JSON Schema.</summary>
    public JsonObject ToSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = Kind switch { ParameterKind.Integer => "integer", ParameterKind.Number => "number", ParameterKind.Boolean => "boolean", _ => "string" },
            ["description"] = Description,
            ["default"] = Default.DeepClone(),
        };
        if (choices.Length > 0)
        {
            schema["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]);
        }

        bounds.AddTo(schema);
        return schema;
    }

    /// <summary>Puts a value that has no problem into parameters.</summary>
    internal void Put(object parameters, JsonNode value) => property.SetValue(parameters, Kind switch
    {
        ParameterKind.Boolean => value.GetValue<bool>(),
        ParameterKind.Choice => Enum.Parse(property.PropertyType, value.GetValue<string>(), ignoreCase: true),
        _ => Convert.ChangeType(Number(value), property.PropertyType, CultureInfo.InvariantCulture),
    });

    /// <summary>The value of this parameter in parameters.</summary>
    internal JsonNode ValueIn(object parameters) => property.GetValue(parameters) switch
    {
        int number => JsonValue.Create(number),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        Enum choice => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(choice.ToString())),
        _ => throw new StrategyDefinitionException($"The parameter {property.Name} has no value that JSON can hold."),
    };

    private bool IsAllowed(JsonNode? value) => Kind switch
    {
        ParameterKind.Boolean => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        ParameterKind.Choice => value?.GetValueKind() == JsonValueKind.String && choices.Contains(value.GetValue<string>(), StringComparer.Ordinal),
        ParameterKind.Integer => Number(value) is { } number && number == Math.Truncate(number) && number is >= int.MinValue and <= int.MaxValue && bounds.Holds(number),
        _ => Number(value) is { } number && Math.Abs(number) <= (double)decimal.MaxValue / 10 && bounds.Holds(number),
    };

    private static ParameterKind KindOf(Type type)
    {
        if (type.IsEnum)
        {
            return ParameterKind.Choice;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => ParameterKind.Integer,
            TypeCode.Double or TypeCode.Decimal => ParameterKind.Number,
            TypeCode.Boolean => ParameterKind.Boolean,
            _ => throw new StrategyDefinitionException($"A parameter is an int, double, decimal, bool or enumeration, and not a {type.Name}."),
        };
    }

    /// <summary>Null where the value is no number, or none that is finite.</summary>
    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static string Shown(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : text[..40] + "...";
    }
}
