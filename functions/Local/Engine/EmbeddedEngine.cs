using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Instances;
using TradingFunctions.Local.Engine.Running;
using TradingFunctions.Local.Engine.Storage;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine;

/// <summary>Durable orchestrations in one process, their state in one SQLite file. Why and how far: ADR 1.</summary>
/// <remarks>
/// On a <see cref="VirtualClock"/> nothing runs by itself: a <see cref="VirtualTimeDriver"/> runs it. On any other clock work begins with
/// <see cref="StartDispatching"/>.
/// </remarks>
public sealed class EmbeddedEngine : IOrchestrationClient, IAsyncDisposable
{
    private readonly EngineStore store;
    private readonly Ledger ledger;
    private readonly Dispatcher dispatcher;
    private readonly TurnRunner turns;
    private readonly CallRunner activities;
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isClosing;

    private EmbeddedEngine(EngineOptions options, Catalog catalog, IServiceProvider services, TimeProvider clock, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<EmbeddedEngine>();
        store = new EngineStore(options);
        ledger = new Ledger(store, new DefinitionIndex(catalog), options, clock, log);
        turns = new TurnRunner(store, logs, options.Failpoints, ordered: clock is VirtualClock);
        activities = new CallRunner(services, options.TimeoutClock ?? clock, options.Failpoints);
        dispatcher = clock is VirtualClock virtualClock
            ? new VirtualDispatcher(ledger, turns, activities, virtualClock, options)
            : new LiveDispatcher(ledger, turns, activities, clock, options.MaxActivities, failure => Fault(log, failure));
        ledger.Attach(dispatcher);
        if (clock is VirtualClock restored && store.ClockUtc is { } nowUtc)
            restored.Restore(nowUtc);
    }

    /// <summary>Completes when the engine is disposed; faults when it had to stop, as on a full disk.</summary>
    public Task Completion => completion.Task;

    public EngineCounters Counters => new(turns.Count, turns.Received, turns.Asked, activities.Count, ledger.Commits, ledger.LiveCount, ledger.ResidentCount);

    internal Dispatcher Dispatcher => dispatcher;

    /// <summary>Opens the database, makes it when it is absent, and takes up what it holds.</summary>
    /// <exception cref="EngineStorageException">The file cannot be used; the message says what to do.</exception>
    public static EmbeddedEngine Open(EngineOptions options, Catalog catalog, IServiceProvider services, TimeProvider clock, ILoggerFactory logs)
    {
        var engine = new EmbeddedEngine(options, catalog, services, clock, logs);
        engine.Recover(options.DatabasePath, logs.CreateLogger<EmbeddedEngine>());
        return engine;
    }

    /// <summary>Begins to run turns, activities and timers. Without effect in virtual time.</summary>
    public void StartDispatching() => (dispatcher as LiveDispatcher)?.StartDispatching();

    public Task<bool> Start<TIn, TOut>(
        OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input, StartPolicy policy, CancellationToken cancellationToken)
    {
        InstanceIds.Check(instanceId);
        var json = Payload.Write(input, orchestration.InputType, orchestration.Name);
        return dispatcher.Submit(book => book.Start(orchestration, instanceId, json, policy), cancellationToken);
    }

    public Task Raise<T>(string instanceId, EventDefinition<T> definition, T payload, CancellationToken cancellationToken)
    {
        InstanceIds.Check(instanceId);
        var json = Payload.Write(payload, definition.Type, definition.Name);
        return dispatcher.Submit(book => book.Raise(instanceId, definition.Name, json), cancellationToken);
    }

    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellationToken) =>
        dispatcher.Submit(book => book.Terminate(instanceId, reason), cancellationToken);

    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellationToken) =>
        dispatcher.Submit(book => book.Suspend(instanceId, reason), cancellationToken);

    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellationToken) =>
        dispatcher.Submit(book => book.Resume(instanceId, reason), cancellationToken);

    public Task<bool> Purge(string instanceId, CancellationToken cancellationToken) =>
        dispatcher.Submit(book => book.Purge(instanceId), cancellationToken);

    public Task<InstanceInfo?> Get(string instanceId, CancellationToken cancellationToken) => Task.FromResult(store.Info(instanceId));

    public Task<Page<InstanceInfo>> List(InstanceQuery query, CancellationToken cancellationToken) => Task.FromResult(store.List(query));

    public Task<Page<HistoryEntry>> History(string instanceId, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(HistoryPages.Page(ReadTurns(instanceId), after, limit));

    /// <summary>The committed turns of an instance, in order; none when it does not exist. Past generations where they are kept.</summary>
    public IReadOnlyList<TurnRecord> ReadTurns(string instanceId) =>
        store.Find(instanceId) is { } instance ? store.Turns(instance, currentGenerationOnly: false) : [];

    /// <summary>Whoever asks, and as often as he does, waits until it is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isClosing, 1) == 1)
        {
            await closed.Task;
            return;
        }

        try
        {
            await Close();
        }
        finally
        {
            closed.SetResult();
        }
    }

    private async Task Close()
    {
        if (dispatcher is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        try
        {
            if (!completion.Task.IsFaulted)
                store.Flush();
        }
        finally
        {
            store.Dispose();
            completion.TrySetResult();
        }
    }

    private void Recover(string path, ILogger log)
    {
        var restored = new Dictionary<long, Instance>();
        var begun = 0;

        // In the order of numbers a parent comes before its children; a parent that is not live is gone.
        foreach (var stored in store.Live().OrderBy(stored => stored.Number))
            restored.Add(stored.Number, ledger.Restore(stored, restored.GetValueOrDefault(stored.ParentNumber)));
        foreach (var instance in restored.Values.Where(instance => instance.Definition is not null))
        {
            foreach (var action in new OpenWork(store.Turns(instance.Stored, currentGenerationOnly: true), instance.Stored.Pending).Actions)
            {
                ledger.Begin(instance, action);
                begun++;
            }

            instance.Wake();
        }

        ledger.Commit(nowUtc: null);
        EngineLog.Opened(log, path, restored.Count, begun);
    }

    private void Fault(ILogger log, Exception failure)
    {
        EngineLog.Stopped(log, failure.Message, failure);
        completion.TrySetException(failure);
    }
}
