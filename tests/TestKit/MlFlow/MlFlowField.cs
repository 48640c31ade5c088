using System.Text.Json;

namespace TradingFunctions.TestKit.MlFlow;

/// <summary>A field of a message of MLflow's REST API.</summary>
/// <param name="Kind">string, int64, double or array.</param>
/// <param name="Choices">The values of an enumeration.</param>
/// <param name="Items">Fields of the objects in an array; null for texts.</param>
internal sealed record MlFlowField(string Name, string Kind, bool IsRequired = false, string[]? Choices = null, MlFlowField[]? Items = null)
{
    public static readonly MlFlowField[] Tag = [new("key", "string", IsRequired: true), new("value", "string", IsRequired: true)];

    public static readonly MlFlowField[] Metric =
        [new("key", "string", IsRequired: true), new("value", "double", IsRequired: true), new("timestamp", "int64", IsRequired: true), new("step", "int64")];

    /// <summary>What is wrong with a message, a sentence each.</summary>
    public static IEnumerable<string> Check(JsonElement message, MlFlowField[] fields, string at)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return [$"{at} is no object"];
        }

        var unknown = message.EnumerateObject().Where(member => fields.All(field => field.Name != member.Name)).Select(member => $"{at}.{member.Name} is no field");
        return unknown.Concat(fields.SelectMany(field => field.CheckIn(message, at)));
    }

    private IEnumerable<string> CheckIn(JsonElement message, string at)
    {
        if (!message.TryGetProperty(Name, out var value))
        {
            return IsRequired ? [$"{at}.{Name} is missing"] : [];
        }

        var isRight = Kind switch
        {
            "string" => value.ValueKind == JsonValueKind.String && (Choices is null || Choices.Contains(value.GetString())),
            "int64" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "double" => value.ValueKind == JsonValueKind.Number,
            _ => value.ValueKind == JsonValueKind.Array,
        };
        if (!isRight)
        {
            return [$"{at}.{Name} is no {Kind}: {value.GetRawText()}"];
        }

        return Kind == "array" ? value.EnumerateArray().SelectMany((item, i) => CheckItem(item, $"{at}.{Name}[{i}]")) : [];
    }

    private IEnumerable<string> CheckItem(JsonElement item, string at)
    {
        if (Items is not null)
        {
            return Check(item, Items, at);
        }

        return item.ValueKind == JsonValueKind.String ? [] : [$"{at} is no string"];
    }
}
