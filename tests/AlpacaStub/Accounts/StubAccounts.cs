using System.Collections.Concurrent;
using TradingFunctions.AlpacaStub.Faults;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.AlpacaStub.Journal;

namespace TradingFunctions.AlpacaStub.Accounts;

/// <summary>All accounts of the stub, by key id.</summary>
public sealed class StubAccounts(StubOptions options, StubJournal journal, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, StubAccount> accounts = [];

    public StubAccount? Find(string key) => accounts.GetValueOrDefault(key);

    /// <summary>Opens an account; one that is open already stays as it is.</summary>
    public StubAccount Open(string key, decimal cash, long seed, FaultProfile faults) =>
        accounts.GetOrAdd(key, _ => new StubAccount(key, cash, new FaultPlan(seed, key, faults), journal, clock));

    /// <summary>Forgets an account; its journal stays.</summary>
    public bool Close(string key) => accounts.TryRemove(key, out _);

    /// <summary>Lets time pass for all accounts until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Tick, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (_, account) in accounts)
            {
                lock (account.Gate)
                {
                    if (account.Working.Count > 0 || account.Streams.Count > 0)
                    {
                        Matcher.Advance(account);
                    }
                }
            }
        }
    }
}
