using Microsoft.DurableTask.Client;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>The client port over the durable client that the Functions host binds: it gives one to invocations alone, and all of them lead to the same task hub.</summary>
public sealed class BoundOrchestrationClient : IOrchestrationClient
{
    private volatile DurableOrchestrationClient? current;

    private DurableOrchestrationClient Current => current ?? throw new InvalidOperationException("No invocation has brought a durable client yet.");

    /// <summary>Takes the client of an invocation.</summary>
    public void Use(DurableTaskClient client) => current = new DurableOrchestrationClient(client);

    public Task<bool> Start<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input, StartPolicy policy, CancellationToken cancellationToken) =>
        Current.Start(orchestration, instanceId, input, policy, cancellationToken);

    public Task Raise<T>(string instanceId, EventDefinition<T> definition, T payload, CancellationToken cancellationToken) =>
        Current.Raise(instanceId, definition, payload, cancellationToken);

    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellationToken) => Current.Terminate(instanceId, reason, cancellationToken);

    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellationToken) => Current.Suspend(instanceId, reason, cancellationToken);

    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellationToken) => Current.Resume(instanceId, reason, cancellationToken);

    public Task<bool> Purge(string instanceId, CancellationToken cancellationToken) => Current.Purge(instanceId, cancellationToken);

    public Task<InstanceInfo?> Get(string instanceId, CancellationToken cancellationToken) => Current.Get(instanceId, cancellationToken);

    public Task<Page<InstanceInfo>> List(InstanceQuery query, CancellationToken cancellationToken) => Current.List(query, cancellationToken);

    public Task<Page<HistoryEntry>> History(string instanceId, string? after, int limit, CancellationToken cancellationToken) =>
        Current.History(instanceId, after, limit, cancellationToken);
}
