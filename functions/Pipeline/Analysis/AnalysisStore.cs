using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Documents of analyses in the <c>runs</c> container, one partition each.</summary>
public sealed class AnalysisStore(IDocumentStore store, DocumentCache documents)
{
    /// <returns>False where another analysis has the id.</returns>
    public async Task<bool> Create(AnalysisDefinition definition, CancellationToken cancellationToken) =>
        (await documents.Create(Key(definition.Id, "definition"), definition, AnalysisJson.Default.AnalysisDefinition, cancellationToken)).IsDone;

    public async Task<AnalysisDefinition?> FindDefinition(string id, CancellationToken cancellationToken) =>
        await documents.ReadFinal(Key(id, "definition"), AnalysisJson.Default.AnalysisDefinition, cancellationToken);

    /// <exception cref="InvalidOperationException">There is no such analysis.</exception>
    public async Task<AnalysisDefinition> Definition(string id, CancellationToken cancellationToken) =>
        await FindDefinition(id, cancellationToken) ?? throw new InvalidOperationException($"Analysis {id} is not stored.");

    public Task SaveTable(string id, TableSummary table, CancellationToken cancellationToken) =>
        Put(Key(id, "table"), table, AnalysisJson.Default.TableSummary, cancellationToken);

    /// <summary>The table as it was opened; null before.</summary>
    public async Task<TableSummary?> FindTable(string id, CancellationToken cancellationToken) =>
        (await store.Read(Key(id, "table"), AnalysisJson.Default.TableSummary, cancellationToken))?.Value;

    public Task SavePage(PageOutcomes page, CancellationToken cancellationToken) =>
        Put(Key(page.Id, string.Create(CultureInfo.InvariantCulture, $"outcomes:{page.From:D6}")), page, AnalysisJson.Default.PageOutcomes, cancellationToken);

    /// <summary>Outcomes of all contracts that are over, in the order of the table.</summary>
    public async Task<List<ContractOutcome>> Outcomes(string id, CancellationToken cancellationToken)
    {
        var outcomes = new List<ContractOutcome>();
        await foreach (var page in store.ReadAll(Containers.Runs, Key(id, string.Empty).Partition, "outcomes:", AnalysisJson.Default.PageOutcomes, cancellationToken))
        {
            outcomes.AddRange(page.Outcomes);
        }

        return outcomes;
    }

    private static DocumentKey Key(string id, string document) => new(Containers.Runs, AnalysisNames.Instance(id), document);

    /// <summary>Writes a document over whatever is there: a later attempt writes the same.</summary>
    private async Task Put<T>(DocumentKey key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var operation = await store.Read(key, cancellationToken) is null ? StoreOperation.Create(key.Id, json) : StoreOperation.Replace(key.Id, json, etag: null);
        await store.Transact(key.Container, key.Partition, [operation], cancellationToken);
    }
}
