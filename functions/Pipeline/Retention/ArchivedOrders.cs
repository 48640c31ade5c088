using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Final orders that have moved to the months of the history container.</summary>
internal sealed class ArchivedOrders(IDocumentStore store, AccountId account)
{
    private const string LocatorPrefix = "order:";

    /// <summary>Whether anything was ever moved.</summary>
    public async ValueTask<bool> Any(CancellationToken cancellationToken) =>
        (await store.Query(Containers.History, HistoryPartitions.Index(account), LocatorPrefix, afterId: null, 1, descending: false, cancellationToken)).Items.Count > 0;

    public static StoreOperation Locator(ClientOrderId id, Month month) => StoreOperation.Create(
        LocatorId(id), JsonSerializer.SerializeToUtf8Bytes(new ArchivedOrder(month.ToString()), BooksJson.Default.ArchivedOrder));

    public async ValueTask<OrderRecord?> Find(ClientOrderId id, CancellationToken cancellationToken) => await MonthOf(id, cancellationToken) is { } month
        ? (await store.Read(Key(month, AccountDocuments.Order(id)), TradingJson.Default.OrderRecord, cancellationToken))?.Value
        : null;

    public async ValueTask<DecisionRecord?> FindDecision(OrderRecord order, CancellationToken cancellationToken) =>
        await FindDecisionDocument(order.Id, order.Number, cancellationToken) is { } document ? DocumentStoreExtensions.Parse(document, TradingJson.Default.DecisionRecord) : null;

    /// <summary>What an archived order's decision rested on, as stored.</summary>
    public async ValueTask<StoredDocument?> FindDecisionDocument(ClientOrderId id, long number, CancellationToken cancellationToken) =>
        await MonthOf(id, cancellationToken) is { } month ? await store.Read(Key(month, AccountDocuments.Decision(id, number)), cancellationToken) : null;

    /// <summary>Takes an order back into the account's partition, because something came late for it. It is archived again in its time.</summary>
    public async ValueTask<OrderRecord?> Restore(ClientOrderId id, CancellationToken cancellationToken)
    {
        if (await MonthOf(id, cancellationToken) is not { } month || await store.Read(Key(month, AccountDocuments.Order(id)), cancellationToken) is not { } document)
        {
            return null;
        }

        var order = DocumentStoreExtensions.Parse(document, TradingJson.Default.OrderRecord);
        var closed = AccountDocuments.Closed(order.FinalUtc!.Value, id);
        var index = JsonSerializer.SerializeToUtf8Bytes(new ClosedOrder(id), TradingJson.Default.ClosedOrder);
        await store.Transact(
            Containers.Trading, account.Value, [StoreOperation.Create(document.Id, document.Json), StoreOperation.Create(closed, index)], cancellationToken);
        await store.Transact(
            Containers.History, HistoryPartitions.Month(account, month), [StoreOperation.Delete(document.Id, etag: null), StoreOperation.Delete(closed, etag: null)], cancellationToken);
        return order;
    }

    private static string LocatorId(ClientOrderId id) => LocatorPrefix + id.Value;

    private async ValueTask<Month?> MonthOf(ClientOrderId id, CancellationToken cancellationToken) =>
        await store.Read(new DocumentKey(Containers.History, HistoryPartitions.Index(account), LocatorId(id)), BooksJson.Default.ArchivedOrder, cancellationToken) is { } found
            ? Month.Parse(found.Value.Month)
            : null;

    private DocumentKey Key(Month month, string id) => new(Containers.History, HistoryPartitions.Month(account, month), id);
}
