using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Cli.Output;

/// <summary>One column of a table over JSON objects.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Path">Members with dots between: <c>plan.version</c>.</param>
/// <param name="Format">Format of numbers, <c>0.00</c>; null prints as it is.</param>
internal sealed record Column(string Title, string Path, string? Format = null)
{
    public string Text(JsonNode? row)
    {
        var node = row;
        foreach (var name in Path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node switch
        {
            null => string.Empty,
            JsonArray array => string.Join(", ", array.Select(Plain)),
            _ => Plain(node),
        };
    }

    public bool IsNumber(JsonNode? row)
    {
        var node = row;
        foreach (var name in Path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node?.GetValueKind() == JsonValueKind.Number;
    }

    private string Plain(JsonNode? node) => node?.GetValueKind() switch
    {
        null => string.Empty,
        JsonValueKind.Number when Format is not null => node.GetValue<decimal>().ToString(Format, CultureInfo.InvariantCulture),
        JsonValueKind.String => Time(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    /// <summary>Times to the second; anything else as it is, without what could steer a terminal.</summary>
    private static string Time(string text)
    {
        if (text.Length >= 20 && text[4] == '-' && text[10] == 'T' && text[^1] == 'Z')
        {
            return $"{text[..10]} {text[11..19]}";
        }

        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
    }
}
