using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>An account as stored. Whoever commits replaces the header by its ETag, so a commit proves that nobody else has written since the load.</summary>
internal sealed class AccountPartition(IDocumentStore store, AccountId account)
{
    private const int PageSize = 500;

    private readonly HashSet<Symbol> storedHoldings = [];
    private readonly HashSet<Symbol> storedLocks = [];
    private readonly ArchivedOrders archived = new(store, account);
    private string? headerETag;
    private bool hasArchive;

    /// <summary>Reads the live part of the account: header, positions, locks, intents. Final orders stay where they are.</summary>
    public async ValueTask<AccountState> Load(CancellationToken cancellationToken)
    {
        while (true)
        {
            var header = await Header(cancellationToken);
            var holdings = await All(AccountDocuments.PositionPrefix, TradingJson.Default.Holding, cancellationToken);
            var locks = await All(AccountDocuments.LockPrefix, TradingJson.Default.SymbolLock, cancellationToken);
            var live = await All(AccountDocuments.IntentPrefix, TradingJson.Default.OrderRecord, cancellationToken);
            if ((await Header(cancellationToken))?.ETag != header?.ETag)
            {
                continue;
            }

            headerETag = header?.ETag;
            hasArchive = await archived.Any(cancellationToken);
            Renew(storedHoldings, holdings.Select(holding => holding.Symbol));
            Renew(storedLocks, locks.Select(symbolLock => symbolLock.Symbol));
            return header is null ? AccountState.Empty(account) : AccountState.From(Parse(header, TradingJson.Default.Ledger), holdings, locks, live);
        }
    }

    public async ValueTask<bool> HasChanged(CancellationToken cancellationToken) => (await Header(cancellationToken))?.ETag != headerETag;

    public async ValueTask<OrderRecord?> ReadFinal(ClientOrderId id, CancellationToken cancellationToken)
    {
        var document = await store.Read(new DocumentKey(Containers.Trading, account.Value, AccountDocuments.Order(id)), cancellationToken);
        return document is null ? null : Parse(document, TradingJson.Default.OrderRecord);
    }

    /// <summary>A final order wherever it is; one that was archived is taken back.</summary>
    public async ValueTask<OrderRecord?> ReadFinalOrRestore(ClientOrderId id, CancellationToken cancellationToken) =>
        await ReadFinal(id, cancellationToken) ?? (hasArchive ? await archived.Restore(id, cancellationToken) : null);

    /// <summary>Writes a batch. Null when nothing needed to be written.</summary>
    public async ValueTask<WriteStatus?> Commit(AccountState before, AccountBatch batch, CancellationToken cancellationToken)
    {
        var operations = batch.Operations(before, headerETag, storedHoldings, storedLocks);
        if (operations.Count == 0)
        {
            return null;
        }

        var result = await store.Transact(Containers.Trading, account.Value, operations, cancellationToken);
        if (result.IsDone)
        {
            headerETag = result.ETags[0];
            storedHoldings.UnionWith(batch.Holdings);
            storedLocks.UnionWith(batch.Locks);
        }

        return result.Status;
    }

    private ValueTask<StoredDocument?> Header(CancellationToken cancellationToken) =>
        store.Read(new DocumentKey(Containers.Trading, account.Value, AccountDocuments.Header), cancellationToken);

    private async ValueTask<List<T>> All<T>(string prefix, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? after = null;
        while (true)
        {
            var page = await store.Query(Containers.Trading, account.Value, prefix, after, PageSize, descending: false, cancellationToken);
            all.AddRange(page.Items.Select(document => Parse(document, type)));
            if (page.Next is null)
            {
                return all;
            }

            after = page.Next;
        }
    }

    private T Parse<T>(StoredDocument document, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document.Json.Span, type) ?? throw new InvalidDataException($"Account {account}: document {document.Id} is empty.");

    private static void Renew(HashSet<Symbol> set, IEnumerable<Symbol> symbols)
    {
        set.Clear();
        set.UnionWith(symbols);
    }
}
