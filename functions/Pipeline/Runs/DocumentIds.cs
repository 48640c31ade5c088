using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Runs;

/// <summary>Parts of document ids.</summary>
internal static class DocumentIds
{
    /// <summary>A ticker in the alphabet of document ids: the one character that it lacks is the slash.</summary>
    public static string Of(Symbol symbol) => symbol.Value.Replace('/', '_');
}
