using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>Questions of a run and what they took, in the run's partition: a question and its place in the budget are one transaction.</summary>
public sealed class ModelStore(IDocumentStore store)
{
    private const string Prefix = "model:";
    private const string BudgetId = "model-budget";

    /// <summary>What the questions of a run took.</summary>
    public async Task<ModelBudget> Budget(RunId run, CancellationToken cancellationToken) => (await ReadBudget(run, cancellationToken))?.Value ?? new ModelBudget();

    /// <summary>Questions of a run by id.</summary>
    /// <param name="after">From the page before; null for the first.</param>
    public async Task<Page<ModelExchange>> List(RunId run, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Runs, run.Value, Prefix, after, limit, descending: false, cancellationToken);
        return new Page<ModelExchange>([.. page.Items.Select(item => DocumentStoreExtensions.Parse(item, ModelJson.Default.ModelExchange))], page.Next);
    }

    internal ValueTask<Stored<ModelBudget>?> ReadBudget(RunId run, CancellationToken cancellationToken) =>
        store.Read(new DocumentKey(Containers.Runs, run.Value, BudgetId), ModelJson.Default.ModelBudget, cancellationToken);

    internal ValueTask<Stored<ModelExchange>?> Read(RunId run, string question, CancellationToken cancellationToken) =>
        store.Read(new DocumentKey(Containers.Runs, run.Value, Prefix + question), ModelJson.Default.ModelExchange, cancellationToken);

    /// <summary>Writes questions with the budget, all or nothing.</summary>
    /// <param name="exchanges">With the ETag that each was read at, null for a new one.</param>
    /// <returns>New ETags in the same order; null when somebody else has written meanwhile.</returns>
    internal async Task<string[]?> Write(
        RunId run, Stored<ModelBudget>? before, ModelBudget budget, IReadOnlyList<(ModelExchange Exchange, string? ETag)> exchanges, CancellationToken cancellationToken)
    {
        StoreOperation[] operations =
        [
            Put(BudgetId, budget, ModelJson.Default.ModelBudget, before?.ETag),
            .. exchanges.Select(e => Put(Prefix + e.Exchange.Question, e.Exchange, ModelJson.Default.ModelExchange, e.ETag)),
        ];
        var written = await store.Transact(Containers.Runs, run.Value, operations, cancellationToken);
        return written.IsDone ? [.. written.ETags.Skip(1)] : null;
    }

    private static StoreOperation Put<T>(string id, T value, JsonTypeInfo<T> type, string? etag)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return etag is null ? StoreOperation.Create(id, json) : StoreOperation.Replace(id, json, etag);
    }
}

/// <summary>Documents of the model.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ModelExchange))]
[JsonSerializable(typeof(ModelBudget))]
public sealed partial class ModelJson : JsonSerializerContext;
