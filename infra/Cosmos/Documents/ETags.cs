namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>Cosmos DB's ETags are quoted; the store's are not, since the API quotes them itself.</summary>
internal static class ETags
{
    public static string FromWire(string etag) => etag.Length >= 2 && etag[0] == '"' && etag[^1] == '"' ? etag[1..^1] : etag;

    /// <summary>Null takes any version. Quoted, no text is taken for "any" by mistake.</summary>
    public static string? ToWire(string? etag) => etag is null ? null : $"\"{etag}\"";
}
