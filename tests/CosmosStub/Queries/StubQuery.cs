using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingFunctions.CosmosStub.Storage;

namespace TradingFunctions.CosmosStub.Queries;

/// <summary>The one kind of query that it knows: some properties of the documents with ids of a range, in their order.</summary>
internal sealed partial record StubQuery(string[] Properties, string From, bool WithFrom, string To, bool Descending)
{
    /// <exception cref="StubRefusal">Another query.</exception>
    public static StubQuery Parse(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var text = json.RootElement.GetProperty("query").GetString()!;
        var known = Known().Match(text);
        if (!known.Success)
        {
            throw new StubRefusal(400, $"The stand-in does not know this query: {text}");
        }

        var parameters = json.RootElement.GetProperty("parameters").EnumerateArray()
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("value").GetString()!, StringComparer.Ordinal);
        return new StubQuery(
            [.. known.Groups["property"].Captures.Select(property => property.Value)],
            parameters["@from"],
            known.Groups["from"].Value == ">=",
            parameters["@to"],
            known.Groups["order"].Value == "DESC");
    }

    /// <param name="after">Id of the last document of the answer before; null for the first.</param>
    /// <returns>The documents that follow, at most <paramref name="most"/>, and whether there are more.</returns>
    public (JsonArray Documents, string? Last, bool HasMore, double RequestUnits) Run(StubAccount account, StubContainer container, string partition, string? after, int most)
    {
        lock (account.Gate)
        {
            var found = container.Partition(partition).Values.Where(IsWanted);
            var rest = (Descending ? found.Reverse() : found).Where(document => after is null || (Descending ? string.CompareOrdinal(document.Id, after) < 0 : string.CompareOrdinal(document.Id, after) > 0));
            var answered = rest.Take(most == int.MaxValue ? most : most + 1).ToArray();
            var documents = answered.Take(most).ToArray();
            return (new JsonArray([.. documents.Select(Project)]), documents.LastOrDefault()?.Id, answered.Length > documents.Length, Prices.Query(documents.Select(document => document.Size)));
        }
    }

    private bool IsWanted(StubDocument document) =>
        string.CompareOrdinal(document.Id, From) is var order && (order > 0 || (WithFrom && order == 0)) && string.CompareOrdinal(document.Id, To) < 0;

    private JsonObject Project(StubDocument document)
    {
        var whole = document.Render();
        return new JsonObject(Properties.Where(whole.ContainsKey).Select(name => KeyValuePair.Create(name, whole[name]?.DeepClone())));
    }

    [GeneratedRegex(@"^SELECT c\.(?<property>\w+)(, c\.(?<property>\w+))* FROM c WHERE c\.id (?<from>>=?) @from AND c\.id < @to ORDER BY c\.id (?<order>ASC|DESC)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Known();
}
