using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.TestKit.Orchestrations;

/// <summary>An engine that notes what it is told to start, and starts nothing.</summary>
public sealed class StartedInstances : IOrchestrationClient
{
    public List<(string Id, object Input)> Started { get; } = [];

    public List<(string Id, string Event, object Payload)> Raised { get; } = [];

    /// <summary>What a list shows.</summary>
    public List<InstanceInfo> Running { get; } = [];

    public Task<bool> Start<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input, StartPolicy policy, CancellationToken cancellationToken)
    {
        var isNew = !Started.Exists(started => started.Id == instanceId);
        if (isNew)
            Started.Add((instanceId, input!));
        return Task.FromResult(isNew);
    }

    public Task Raise<T>(string instanceId, EventDefinition<T> definition, T payload, CancellationToken cancellationToken)
    {
        Raised.Add((instanceId, definition.Name, payload!));
        return Task.CompletedTask;
    }

    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> Purge(string instanceId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<InstanceInfo?> Get(string instanceId, CancellationToken cancellationToken) => Task.FromResult(Running.Find(instance => instance.InstanceId == instanceId));

    public Task<Page<InstanceInfo>> List(InstanceQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<InstanceInfo>([.. Running.Where(instance => instance.InstanceId.StartsWith(query.IdPrefix ?? string.Empty, StringComparison.Ordinal))], Next: null));

    public Task<Page<HistoryEntry>> History(string instanceId, string? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
