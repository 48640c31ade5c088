using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Cli;

/// <summary>Settings on the command line: <c>name=value</c>.</summary>
internal static class SetOption
{
    public static Option<JsonObject?> Create() => new("--set")
    {
        Description = "A parameter of the strategy, name=value; may be given several times.",
        CustomParser = Parse,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Reads settings; a name without a value, or given twice, is an error.</summary>
    public static JsonObject? Parse(ArgumentResult result)
    {
        var given = new JsonObject();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
            {
                result.AddError($"'{text}' must be name=value.");
                return null;
            }

            if (!given.TryAdd(text[..at], Value(text[(at + 1)..])))
            {
                result.AddError($"'{text[..at]}' is given twice.");
                return null;
            }
        }

        return given;
    }

    /// <summary>What is no JSON is taken for text.</summary>
    public static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
