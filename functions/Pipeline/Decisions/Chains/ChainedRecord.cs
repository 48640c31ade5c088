using System.Text.Json;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Which documents of a run are records of the decision log: those that are written once and never changed.</summary>
internal static class ChainedRecord
{
    /// <summary>Name of the chain of what belongs to no symbol.</summary>
    public const string OfRun = "";

    private static readonly string[] BySymbol = ["plan:", "alert:", "decision:", "outcome:", "model:plan:", "model:advice:"];
    private static readonly string[] ByRun = ["scan:", "failure:", "closing"];

    /// <summary>The chain that a document belongs to; null for the working state around the log.</summary>
    public static string? ChainOf(string id)
    {
        foreach (var prefix in BySymbol)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal))
            {
                var end = id.IndexOf(':', prefix.Length);
                return end < 0 ? id[prefix.Length..] : id[prefix.Length..end];
            }
        }

        return Array.Exists(ByRun, prefix => id.StartsWith(prefix, StringComparison.Ordinal)) ? OfRun : null;
    }

    /// <summary>A question to the model is written twice: it is a record once it has ended.</summary>
    public static bool IsFinal(StoredDocument document)
    {
        if (!document.Id.StartsWith("model:", StringComparison.Ordinal))
        {
            return true;
        }

        try
        {
            return JsonSerializer.Deserialize(document.Json.Span, ModelJson.Default.ModelExchange) is { HasEnded: true };
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
