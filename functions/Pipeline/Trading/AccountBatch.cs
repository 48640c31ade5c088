using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Commands decided one after another and written together: each document once, in its last state.</summary>
internal sealed class AccountBatch
{
    private readonly AccountState origin;
    private readonly SortedSet<ClientOrderId> orders = [];
    private readonly List<LogEntry> log = [];
    private readonly List<(OrderRecord Order, DecisionRecord Decision)> decisions = [];
    private int orderOperations;

    public AccountBatch(AccountState state) => (origin, State) = (state, state);

    public AccountState State { get; private set; }

    public SortedSet<Symbol> Holdings { get; } = [];

    public SortedSet<Symbol> Locks { get; } = [];

    /// <summary>Orders that were written, in ordinal order.</summary>
    public IReadOnlyCollection<ClientOrderId> Orders => orders;

    public IReadOnlyList<LogEntry> Log => log;

    private bool IsChanged { get; set; }

    /// <summary>Takes a decided command in.</summary>
    /// <returns>False when the batch has no room left for it: it belongs into the next one.</returns>
    public bool TryAdd(AccountChange change)
    {
        var ofOrders = orderOperations;
        foreach (var id in change.Orders)
        {
            ofOrders += Writes(id, change.State) - (orders.Contains(id) ? Writes(id, State) : 0);
        }

        var room = 1 + ofOrders + Holdings.Count + change.Holdings.Count + Locks.Count + change.Locks.Count
            + log.Count + change.Log.Count + decisions.Count + (change.Decision is null ? 0 : 1);
        if (room > StoreLimits.MaxOperations && IsChanged)
        {
            return false;
        }

        State = change.State;
        orderOperations = ofOrders;
        orders.UnionWith(change.Orders);
        Holdings.UnionWith(change.Holdings);
        Locks.UnionWith(change.Locks);
        log.AddRange(change.Log);
        if (change.Decision is { } decision)
        {
            decisions.Add((change.State.Find(decision.Terms.ClientOrderId)!, decision));
        }

        IsChanged |= change.IsChanged;
        return true;
    }

    /// <summary>Most writes that an order takes: a live one is one document; one that ends, or comes back, moves.</summary>
    private int Writes(ClientOrderId id, AccountState after) => after.Live.ContainsKey(id) && !origin.Ended.ContainsKey(id) ? 1 : 3;

    /// <summary>The transaction that turns the stored account into <see cref="State"/>; the header comes first.</summary>
    public List<StoreOperation> Operations(AccountState before, string? headerETag, HashSet<Symbol> storedHoldings, HashSet<Symbol> storedLocks)
    {
        var operations = new List<StoreOperation>();
        if (!IsChanged)
        {
            return operations;
        }

        Put(AccountDocuments.Header, State.Ledger, TradingJson.Default.Ledger, exists: headerETag is not null, headerETag);
        foreach (var symbol in Holdings)
        {
            Put(AccountDocuments.Position(symbol), State.Book(symbol).Holding, TradingJson.Default.Holding, storedHoldings.Contains(symbol));
        }

        foreach (var symbol in Locks)
        {
            Put(AccountDocuments.Lock(symbol), State.Book(symbol).Lock!, TradingJson.Default.SymbolLock, storedLocks.Contains(symbol));
        }

        foreach (var id in orders)
        {
            Move(id);
        }

        decisions.ForEach(made => Put(AccountDocuments.Decision(made.Order.Id, made.Order.Number), made.Decision, TradingJson.Default.DecisionRecord, exists: false));
        log.ForEach(entry => Put(AccountDocuments.Log(entry), entry, TradingJson.Default.LogEntry, exists: false));
        return operations;

        void Put<T>(string id, T value, JsonTypeInfo<T> type, bool exists, string? etag = null)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
            operations.Add(exists ? StoreOperation.Replace(id, json, etag) : StoreOperation.Create(id, json));
        }

        void Move(ClientOrderId id)
        {
            var wasLive = before.Live.TryGetValue(id, out var intent);
            var wasFinal = before.Ended.TryGetValue(id, out var old);
            if (State.Live.TryGetValue(id, out var live))
            {
                Put(AccountDocuments.Intent(live), live, TradingJson.Default.OrderRecord, wasLive);
                if (wasFinal)
                {
                    operations.Add(StoreOperation.Delete(AccountDocuments.Order(id), etag: null));
                    operations.Add(StoreOperation.Delete(AccountDocuments.Closed(old!.FinalUtc!.Value, id), etag: null));
                }

                return;
            }

            var ended = State.Ended[id];
            Put(AccountDocuments.Order(id), ended, TradingJson.Default.OrderRecord, wasFinal);
            if (wasLive)
            {
                operations.Add(StoreOperation.Delete(AccountDocuments.Intent(intent!), etag: null));
            }

            if (!wasFinal)
            {
                Put(AccountDocuments.Closed(ended.FinalUtc!.Value, id), new ClosedOrder(id), TradingJson.Default.ClosedOrder, exists: false);
            }
        }
    }
}
