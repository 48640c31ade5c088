using System.Text.Json;
using TradingFunctions.Chaos.Hosting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Chaos.Counting;

/// <summary>One account at the end: what was sent and survived, and the host's books as they are stored.</summary>
internal sealed class AccountStock(string key)
{
    public string Key => key;

    public List<SignalId> Sent { get; } = [];

    public HashSet<SignalId> Zombies { get; } = [];

    public long OldToken { get; set; }

    /// <summary>Deaths in this process: where, and when.</summary>
    public List<(string Where, DateTime AtUtc)> Crashes { get; } = [];

    public List<DateTime> Kills { get; } = [];

    /// <summary>What became of the last order.</summary>
    public string Proof { get; set; } = "never sent";

    /// <summary>Whether the last order, after everything, was taken.</summary>
    public bool HasResumed { get; set; }

    public AccountState Books { get; private set; } = AccountState.Empty(new AccountId(key));

    /// <summary>All orders of the books, ended ones too.</summary>
    public Dictionary<string, OrderRecord> Orders { get; } = [];

    public List<Adjustment> Adjustments { get; } = [];

    public List<StateChange> StateChanges { get; } = [];

    /// <summary>Signals that were taken and never answered.</summary>
    public List<SignalId> Unanswered { get; } = [];

    /// <summary>Reads the books from the store.</summary>
    public async Task Take(ChaosHost host, HostSetup setup)
    {
        Books = await host.Get<AccountBook>().Open(CancellationToken.None);
        await foreach (var order in Read(host.Store, "intent:", TradingJson.Default.OrderRecord))
        {
            Orders[order.Id.Value] = order;
        }

        await foreach (var order in Read(host.Store, "order:", TradingJson.Default.OrderRecord))
        {
            Orders[order.Id.Value] = order;
        }

        foreach (var prefix in (string[])["event:", "book:"])
        {
            await foreach (var entry in Read(host.Store, prefix, TradingJson.Default.LogEntry))
            {
                if (entry.Adjustment is { } adjustment)
                {
                    Adjustments.Add(adjustment);
                }

                if (entry.State is { } change)
                {
                    StateChanges.Add(change);
                }
            }
        }

        foreach (var id in Sent.Distinct())
        {
            if ((await host.Get<TradeService>().FindSignal(id, CancellationToken.None))?.Answer is null)
            {
                Unanswered.Add(id);
            }
        }

        async IAsyncEnumerable<T> Read<T>(IDocumentStore store, string prefix, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        {
            string? after = null;
            do
            {
                var page = await store.Query(Containers.Trading, setup.Account.Value, prefix, after, 500, descending: false, CancellationToken.None);
                foreach (var document in page.Items)
                {
                    yield return JsonSerializer.Deserialize(document.Json.Span, type)!;
                }

                after = page.Next;
            }
            while (after is not null);
        }
    }
}
