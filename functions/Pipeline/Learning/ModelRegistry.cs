using System.Globalization;
using System.Text.Json;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>What became of a change of the registry.</summary>
public enum ModelChangeStatus
{
    Done,

    /// <summary>There is no such model, or none to go back to.</summary>
    Missing,

    /// <summary>It was not better out of sample, and so it does not trade.</summary>
    NotBetter,
}

/// <param name="Message">For people.</param>
public sealed record ModelChange(ModelChangeStatus Status, string Message, ModelRecord? Model = null);

/// <summary>Trained models and their stages: one partition of the <c>runs</c> container, so that a change of the current model is one transaction.</summary>
/// <remarks>Every change is in the audit trail: what it owes to it is written in its own transaction, and paid at once or by whoever comes next.</remarks>
public sealed class ModelRegistry(IDocumentStore store, AuditTrail audit)
{
    /// <summary>Who promotes where no person does.</summary>
    public const string Rule = "promotion-rule";

    private const string Partition = "models";
    private const string Model = "model:";
    private const string Head = "head";
    private const int Remembered = 20;
    private const int MaxReason = 500;

    /// <summary>Adds a candidate; one that is there already stays as it is.</summary>
    public async Task Add(ModelRecord record, CancellationToken cancellationToken) =>
        await store.Create(Key(record.Id), record with { Stage = ModelStage.Candidate }, LearningJson.Default.ModelRecord, cancellationToken);

    public async Task<ModelRecord?> Find(string id, CancellationToken cancellationToken) => (await store.Read(Key(id), LearningJson.Default.ModelRecord, cancellationToken))?.Value;

    /// <summary>The model that the trained strategy goes by; null where there is none.</summary>
    public async Task<ModelRecord?> Current(CancellationToken cancellationToken) =>
        (await ReadHead(cancellationToken)).Value.Current is { } id ? await Find(id, cancellationToken) : null;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ModelRecord>> List(CancellationToken cancellationToken)
    {
        var all = new List<ModelRecord>();
        await foreach (var record in store.ReadAll(Containers.Runs, Partition, Model, LearningJson.Default.ModelRecord, cancellationToken))
        {
            all.Add(record);
        }

        return [.. all.OrderByDescending(record => record.CreatedUtc).ThenByDescending(record => record.Id, StringComparer.Ordinal)];
    }

    /// <summary>Makes a model the current one; the one before is archived. Again, it changes nothing.</summary>
    public async Task<ModelChange> Promote(string id, string by, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await Find(id, cancellationToken) is not { } model)
            {
                return new ModelChange(ModelChangeStatus.Missing, $"There is no model {id}.");
            }

            if (!model.IsBetter)
            {
                return new ModelChange(ModelChangeStatus.NotBetter, model.Decision);
            }

            var head = await Settled(cancellationToken);
            if (head.Value.Current == id)
            {
                return new ModelChange(ModelChangeStatus.Done, "It is the current one.", model);
            }

            string[] before = [.. head.Value.Before.Where(other => other != id), .. head.Value.Current is { } old ? [old] : (string[])[]];
            if (await Put(head, id, before.Length > Remembered ? before[^Remembered..] : before, AuditKind.ModelPromoted, by, reason, cancellationToken) is { } promoted)
            {
                return new ModelChange(ModelChangeStatus.Done, model.Decision, promoted);
            }
        }
    }

    /// <summary>Makes the one before the current one again; the current one is archived.</summary>
    public async Task<ModelChange> Rollback(string by, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await Settled(cancellationToken);
            if (head.Value.Before is not [.. var rest, var back])
            {
                return new ModelChange(ModelChangeStatus.Missing, "There is no model before the current one.");
            }

            if (await Find(back, cancellationToken) is null)
            {
                return new ModelChange(ModelChangeStatus.Missing, $"The model {back} is gone.");
            }

            if (await Put(head, back, rest, AuditKind.ModelRolledBack, by, reason, cancellationToken) is { } model)
            {
                return new ModelChange(ModelChangeStatus.Done, $"Back to {back}.", model);
            }
        }
    }

    /// <returns>The model that is current now; null where somebody else was faster.</returns>
    private async Task<ModelRecord?> Put(Stored<ModelHead> head, string id, string[] before, AuditKind kind, string by, string reason, CancellationToken cancellationToken)
    {
        var now = audit.NowUtc;
        var changes = head.Value.Changes + 1;
        var row = new AuditRecord(
            string.Create(CultureInfo.InvariantCulture, $"models-{changes}"), now, kind, by, "models.current", Quoted(head.Value.Current), Quoted(id), reason.Length <= MaxReason ? reason : reason[..MaxReason]);
        var next = new ModelHead(id, before, changes, row);
        var operations = new List<StoreOperation>
        {
            head.ETag.Length == 0 ? StoreOperation.Create(Head, Json(next)) : StoreOperation.Replace(Head, Json(next), head.ETag),
        };
        if (head.Value.Current is { } old && await store.Read(Key(old), LearningJson.Default.ModelRecord, cancellationToken) is { } archived)
        {
            operations.Add(StoreOperation.Replace(Model + old, Json(archived.Value with { Stage = ModelStage.Archived, ChangedUtc = now }), archived.ETag));
        }

        if (await store.Read(Key(id), LearningJson.Default.ModelRecord, cancellationToken) is not { } chosen)
        {
            return null;
        }

        var current = chosen.Value with { Stage = ModelStage.Current, ChangedUtc = now };
        operations.Add(StoreOperation.Replace(Model + id, Json(current), chosen.ETag));
        var written = await store.Transact(Containers.Runs, Partition, operations, cancellationToken);
        if (!written.IsDone)
        {
            return null;
        }

        await Settled(cancellationToken);
        return current;
    }

    /// <summary>The head, once the row that its last change owes is in the audit trail.</summary>
    private async Task<Stored<ModelHead>> Settled(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await ReadHead(cancellationToken);
            if (head.Value.Unaudited is not { } row)
            {
                return head;
            }

            await audit.Add(row, cancellationToken);
            await store.Replace(new DocumentKey(Containers.Runs, Partition, Head), head.Value with { Unaudited = null }, head.ETag, LearningJson.Default.ModelHead, cancellationToken);
        }
    }

    private async Task<Stored<ModelHead>> ReadHead(CancellationToken cancellationToken) =>
        await store.Read(new DocumentKey(Containers.Runs, Partition, Head), LearningJson.Default.ModelHead, cancellationToken) ?? new Stored<ModelHead>(new ModelHead(null, [], 0, null), string.Empty);

    private static byte[] Json(ModelHead head) => JsonSerializer.SerializeToUtf8Bytes(head, LearningJson.Default.ModelHead);

    private static byte[] Json(ModelRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, LearningJson.Default.ModelRecord);

    private static string? Quoted(string? id) => id is null ? null : $"\"{id}\"";

    private static DocumentKey Key(string id) => new(Containers.Runs, Partition, Model + id);
}
