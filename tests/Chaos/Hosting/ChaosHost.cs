using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Chaos.Crashes;
using TradingFunctions.Chaos.Mutants;
using TradingFunctions.Infra.Resilience;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Scheduling;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Chaos.Hosting;

/// <summary>One life of a host: the product's trading services and loops over the stub, its files opened anew.</summary>
internal sealed class ChaosHost : IAsyncDisposable
{
    private static readonly SqliteOptions Files = new() { Durability = SqliteDurability.None };

    private readonly BrokerClient client;
    private readonly SqliteDocumentStore store;
    private readonly SqliteSignalQueue queue;
    private readonly Mutation mutation;
    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> loops = [];

    public ChaosHost(HostSetup setup, CrashPlan plan, Mutation mutation)
    {
        (Plan, this.mutation) = (plan, mutation);
        client = BrokerClients.Create(setup);
        store = SqliteDocumentStore.Open(setup.StoreFile, Files);
        queue = SqliteSignalQueue.Open(setup.QueueFile, TimeProvider.System, HostSetup.Queue.MaxAttempts, Files);
        var documents = new CrashingStore(mutation.Store(store), plan, CrashPoints.NameOf);
        var signals = mutation.Queue(new CrashingQueue(queue, plan));
        services = new ServiceCollection()
            .AddSingleton<IDocumentStore>(documents)
            .AddSingleton(signals)
            .AddSingleton<INotifier>(new RecordedNotifier())
            .AddSingleton(s => new AuditTrail(documents, setup.Account, TimeProvider.System))
            .AddSingleton(_ => new GuardedBroker(mutation.Broker(new CrashingBroker(client.Broker, plan)), HostSetup.Breaker, TimeProvider.System))
            .AddSingleton<IBrokerHealth>(s => s.GetRequiredService<GuardedBroker>())
            .AddBroker(setup.Account, s => s.GetRequiredService<GuardedBroker>())
            .AddSingleton<IOrderStream>(s => new CheckedStream(mutation.Stream(client.Stream), s.GetRequiredService<AccountBook>(), s.GetRequiredService<BrokerSentinel>()))
            .AddSingleton(client.Market)
            .AddSingleton(TimeProvider.System)
            .AddTrading(setup.Trade, HostSetup.Rules)
            .AddSingleton<OrderFollower>()
            .AddSingleton(HostSetup.Watch)
            .AddSingleton<MarketPulse>()
            .AddSingleton<TradingControl>()
            .AddSingleton<TradingWatch>()
            .AddSingleton<Person>()
            .AddSingleton(provider => new SignalIntake(
                provider.GetRequiredService<SignalDesk>(), signals, provider.GetRequiredService<IAccountBook>(),
                mutation.Trades(provider.GetRequiredService<TradeService>(), provider.GetRequiredService<AccountBook>())))
            .BuildServiceProvider();

        var pump = new QueuePump(signals, Get<SignalIntake>().Process, HostSetup.Queue, TimeProvider.System, NullLogger<QueuePump>.Instance);
        loops.Add(Guard(Begin));
        loops.Add(Loop(TimeSpan.FromMilliseconds(1), () => Get<OrderFollower>().Run(stop.Token)));
        loops.Add(Loop(TimeSpan.FromMilliseconds(60), () => Get<IntentSweeper>().SweepOnce(stop.Token)));
        loops.Add(Loop(TimeSpan.FromMilliseconds(200), () => Get<OrderFollower>().ReadOnce(stop.Token)));
        loops.Add(Loop(TimeSpan.FromMilliseconds(700), () => Get<Reconciler>().Run(stop.Token)));
        loops.Add(Loop(HostSetup.Watch.Interval, () => Get<TradingWatch>().LookOnce(stop.Token)));
        loops.Add(Loop(TimeSpan.FromMilliseconds(150), () => Get<Person>().LookOnce(stop.Token)));
        loops.Add(Loop(TimeSpan.FromMilliseconds(1), () => pump.Run(stop.Token)));
    }

    public CrashPlan Plan { get; }

    /// <summary>Completes when trading may go on: the first reconciliation has passed.</summary>
    public Task Ready => ready.Task;

    public IDocumentStore Store => store;

    public ISignalQueue Queue => queue;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>The end of this life. Nothing is put in order: requests break, loops stop, the files are closed as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        client.Connection.Dispose();
        await Task.WhenAll(loops);
        await services.DisposeAsync();
        queue.Dispose();
        if (Plan.IsDead)
        {
            await mutation.AfterDeath(store);
        }

        store.Dispose();
        stop.Dispose();
    }

    private async Task Begin()
    {
        try
        {
            await Get<AccountBook>().Open(stop.Token);
            while (!(await Get<Reconciler>().Run(stop.Token)).Passed)
            {
                await Task.Delay(20, stop.Token);
            }

            ready.SetResult();
        }
        catch (Exception e)
        {
            ready.SetException(e);
            throw;
        }
    }

    /// <summary>Runs something again and again once trading may go on; a failure is one of the broker or the end of the host.</summary>
    private Task Loop(TimeSpan pause, Func<Task> work) => Guard(async () =>
    {
        await ready.Task.WaitAsync(stop.Token);
        while (!stop.IsCancellationRequested && !Plan.IsDead)
        {
            try
            {
                await work();
            }
            catch (BrokerException)
            {
                // The next turn tries again.
            }

            await Task.Delay(pause, stop.Token);
        }
    });

    private static async Task Guard(Func<Task> work)
    {
        await Task.Yield();
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or CrashException or ObjectDisposedException)
        {
            // This life is over.
        }
    }
}
