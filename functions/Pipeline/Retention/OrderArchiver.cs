using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Retention;

/// <summary>Moves final orders and their decisions from the account's partition to the month of their end: copied, made findable, and only then deleted.</summary>
public sealed class OrderArchiver(IDocumentStore store, PipelineSettings settings)
{
    /// <summary>Orders of one transaction: three documents each and the header stay below 100.</summary>
    private const int BatchSize = 25;

    private AccountId Account => settings.Account;

    /// <summary>Moves up to a batch of orders that ended before a time.</summary>
    /// <returns>How many were moved; fewer than asked for at the end, or where one has just changed.</returns>
    public async Task<int> MoveBatch(DateTime beforeUtc, CancellationToken cancellationToken)
    {
        var page = await store.Query(Containers.Trading, Account.Value, AccountDocuments.ClosedPrefix, afterId: null, BatchSize, descending: false, cancellationToken);
        var (copies, locators, deletes) = (new SortedDictionary<Month, List<StoreOperation>>(), new List<StoreOperation>(), new List<StoreOperation>());
        var orders = 0;
        foreach (var closed in page.Items)
        {
            var id = DocumentStoreExtensions.Parse(closed, TradingJson.Default.ClosedOrder).Id;
            if (await Read(AccountDocuments.Order(id), cancellationToken) is not { } document)
            {
                continue;
            }

            var order = DocumentStoreExtensions.Parse(document, TradingJson.Default.OrderRecord);
            if (order.FinalUtc is not { } finalUtc || finalUtc >= beforeUtc)
            {
                break;
            }

            var month = Month.Of(finalUtc);
            if (!copies.TryGetValue(month, out var monthly))
            {
                copies[month] = monthly = [];
            }

            foreach (var moved in new[] { closed, document, await Read(AccountDocuments.Decision(id, order.Number), cancellationToken) })
            {
                if (moved is not null)
                {
                    monthly.Add(StoreOperation.Create(moved.Id, moved.Json));
                    deletes.Add(StoreOperation.Delete(moved.Id, moved.ETag));
                }
            }

            locators.Add(ArchivedOrders.Locator(id, month));
            orders++;
        }

        if (orders == 0)
        {
            return 0;
        }

        foreach (var (month, operations) in copies)
        {
            await store.Put(Containers.History, HistoryPartitions.Month(Account, month), operations, replace: true, cancellationToken);
        }

        await store.Put(Containers.History, HistoryPartitions.Index(Account), locators, replace: true, cancellationToken);
        return await Delete(deletes, cancellationToken) ? orders : 0;
    }

    /// <summary>Deletes the originals. The header is written again with them: whoever holds these orders in memory finds out at its next commit, and reads anew.</summary>
    private async Task<bool> Delete(List<StoreOperation> deletes, CancellationToken cancellationToken)
    {
        const int Attempts = 20;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var header = await Read(AccountDocuments.Header, cancellationToken) ?? throw new InvalidDataException($"Account {Account} has orders and no header.");
            var result = await store.Transact(
                Containers.Trading, Account.Value, [StoreOperation.Replace(header.Id, header.Json, header.ETag), .. deletes], cancellationToken);
            if (result.IsDone || result.FailedOperation > 0)
            {
                // Another operation than the header's: an order has changed since it was copied. It stays, and is copied again in its time.
                return result.IsDone;
            }
        }

        return false;
    }

    private ValueTask<StoredDocument?> Read(string id, CancellationToken cancellationToken) => store.Read(new DocumentKey(Containers.Trading, Account.Value, id), cancellationToken);
}
