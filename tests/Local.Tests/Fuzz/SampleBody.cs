using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;

namespace TradingFunctions.Local.Tests.Fuzz;

/// <summary>Makes a body that a route may well take, from the type of its body alone: a route that comes tomorrow is fuzzed as well.</summary>
internal sealed class SampleBody(Random random)
{
    /// <summary>Bodies are no deeper; a type may hold itself.</summary>
    private const int MaxDepth = 5;

    private static readonly string[] Symbols = ["AAPL", "MSFT", "KO", "PFE", "BAC"];

    public JsonNode? Of(JsonTypeInfo type) => Value(type, string.Empty, 0);

    private JsonNode? Value(JsonTypeInfo type, string name, int depth) => type.Kind switch
    {
        JsonTypeInfoKind.Object when depth < MaxDepth => Members(type, depth),
        JsonTypeInfoKind.Enumerable when depth < MaxDepth => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(type.Options.GetTypeInfo(type.ElementType!), name, depth + 1))]),
        JsonTypeInfoKind.Dictionary when depth < MaxDepth => new JsonObject { ["AAPL"] = Value(type.Options.GetTypeInfo(type.ElementType!), name, depth + 1) },
        JsonTypeInfoKind.None => Scalar(Nullable.GetUnderlyingType(type.Type) ?? type.Type, name),
        _ => null,
    };

    private JsonObject Members(JsonTypeInfo type, int depth)
    {
        var members = new JsonObject();
        foreach (var property in type.Properties)
        {
            if (property.IsRequired || random.Next(3) > 0)
            {
                members[property.Name] = Value(type.Options.GetTypeInfo(property.PropertyType), property.Name, depth + 1);
            }
        }

        return members;
    }

    private JsonValue? Scalar(Type type, string name)
    {
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            return JsonValue.Create(names[random.Next(names.Length)]);
        }

        return type == typeof(bool) ? JsonValue.Create(random.Next(2) == 0)
            : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? JsonValue.Create("2006-01-03T15:00:00Z")
            : type == typeof(DateOnly) ? JsonValue.Create("2006-01-04")
            : type == typeof(TimeSpan) ? JsonValue.Create("00:05:00")
            : type == typeof(int) || type == typeof(long) ? JsonValue.Create(random.Next(1, 20))
            : type == typeof(double) || type == typeof(decimal) || type == typeof(Money) || type == typeof(Price) || type == typeof(Quantity) ? JsonValue.Create(Number(name))
            : JsonValue.Create(Text(name));
    }

    private decimal Number(string name) => name switch
    {
        "confidence" => 0.7m,
        "quantity" => random.Next(1, 5),
        _ => random.Next(4) == 0 ? random.Next(1, 500) : random.Next(1, 100) / 100m,
    };

    private string Text(string name) => name switch
    {
        "id" => $"fuzz-{random.Next():x}",
        "symbol" => Symbols[random.Next(Symbols.Length)],
        "action" => random.Next(3) switch { 0 => "BUY", 1 => "SELL", _ => "HOLD" },
        "state" => random.Next(2) == 0 ? "active" : "reducing",
        "untilUtc" or "until" or "timestamp" => "2030-01-03T15:00:00Z",
        _ => "fuzz",
    };
}
