using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using TradingFunctions.Pipeline.Durable;
using StartOrchestrationOptions = Microsoft.DurableTask.StartOrchestrationOptions;

namespace TradingFunctions.Azure.Durable;

/// <summary>The client port over the Durable Task client.</summary>
/// <remarks>
/// Terminate does not reach children: the port's callers stop those by event. A list comes in the backend's order; a filter on the
/// orchestration's name is applied to each page here, so that a page may hold fewer instances than asked for.
/// </remarks>
public sealed class DurableOrchestrationClient(DurableTaskClient client) : IOrchestrationClient
{
    static readonly OrchestrationRuntimeStatus[] Live =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    static readonly OrchestrationRuntimeStatus[] Any =
        [.. Live, OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public async Task<bool> Start<TIn, TOut>(
        OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input, StartPolicy policy, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(instanceId) { Version = orchestration.Version, Tags = InstanceTags.Of(orchestration) }
            .WithDedupeStatuses(policy == StartPolicy.Once ? Any : Live);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                orchestration.Name, JsonSerializer.SerializeToElement(input, orchestration.InputType), options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    public Task Raise<T>(string instanceId, EventDefinition<T> definition, T payload, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(instanceId, definition.Name, JsonSerializer.SerializeToElement(payload, definition.Type), cancellationToken);

    public Task<bool> Terminate(string instanceId, string reason, CancellationToken cancellationToken) =>
        WhenLive(instanceId, () => client.TerminateInstanceAsync(instanceId, (object)reason, cancellationToken), cancellationToken);

    public Task<bool> Suspend(string instanceId, string reason, CancellationToken cancellationToken) =>
        WhenLive(instanceId, () => client.SuspendInstanceAsync(instanceId, reason, cancellationToken), cancellationToken);

    public Task<bool> Resume(string instanceId, string reason, CancellationToken cancellationToken) =>
        WhenLive(instanceId, () => client.ResumeInstanceAsync(instanceId, reason, cancellationToken), cancellationToken);

    public async Task<bool> Purge(string instanceId, CancellationToken cancellationToken) =>
        (await client.PurgeInstanceAsync(instanceId, cancellationToken)).PurgedInstanceCount > 0;

    public async Task<InstanceInfo?> Get(string instanceId, CancellationToken cancellationToken) =>
        (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken))?.ToInfo();

    public async Task<Page<InstanceInfo>> List(InstanceQuery query, CancellationToken cancellationToken)
    {
        var statuses = query.Status?.ToRuntime();
        var filter = new OrchestrationQuery(Statuses: statuses, InstanceIdPrefix: query.IdPrefix, FetchInputsAndOutputs: true);
        await foreach (var page in client.GetAllInstancesAsync(filter).AsPages(query.After, query.Limit).WithCancellation(cancellationToken))
        {
            var found = page.Values.Where(item => query.Orchestration is null || item.Name == query.Orchestration);
            return new([.. found.Select(InstanceMapping.ToInfo)], page.ContinuationToken);
        }
        return new([], Next: null);
    }

    public async Task<Page<HistoryEntry>> History(string instanceId, string? after, int limit, CancellationToken cancellationToken) =>
        (await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken)).ToPage(after, limit);

    async Task<bool> WhenLive(string instanceId, Func<Task> command, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not { IsCompleted: false })
            return false;
        await command();
        return true;
    }
}
