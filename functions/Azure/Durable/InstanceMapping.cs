using Microsoft.DurableTask.Client;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

internal static class InstanceMapping
{
    public static InstanceInfo ToInfo(this OrchestrationMetadata found) => new(
        found.InstanceId,
        found.Name,
        found.Tags.GetValueOrDefault(InstanceTags.Version, ""),
        found.RuntimeStatus.ToPort(),
        found.CreatedAt.UtcDateTime,
        found.LastUpdatedAt.UtcDateTime,
        found.Tags.GetValueOrDefault(InstanceTags.Parent),
        Generation: 0,
        Turns: 0,
        ContinuedInput.Show(found.SerializedInput),
        found.SerializedOutput,
        found.SerializedCustomStatus,
        found.FailureDetails is { } failure ? FailureText.Read(found.Name, failure.ErrorMessage) : null);

    /// <summary>A parked instance is a pending one here: the backend keeps it for a worker that has its version.</summary>
    public static OrchestrationRuntimeStatus[] ToRuntime(this InstanceStatus status) => status switch
    {
        InstanceStatus.Pending or InstanceStatus.Parked => [OrchestrationRuntimeStatus.Pending],
        InstanceStatus.Running => [OrchestrationRuntimeStatus.Running],
        InstanceStatus.Suspended => [OrchestrationRuntimeStatus.Suspended],
        InstanceStatus.Completed => [OrchestrationRuntimeStatus.Completed],
        InstanceStatus.Failed => [OrchestrationRuntimeStatus.Failed],
        InstanceStatus.Terminated => [OrchestrationRuntimeStatus.Terminated],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown instance status."),
    };

    static InstanceStatus ToPort(this OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => InstanceStatus.Pending,
        OrchestrationRuntimeStatus.Running => InstanceStatus.Running,
        OrchestrationRuntimeStatus.Suspended => InstanceStatus.Suspended,
        OrchestrationRuntimeStatus.Completed => InstanceStatus.Completed,
        OrchestrationRuntimeStatus.Failed => InstanceStatus.Failed,
        OrchestrationRuntimeStatus.Terminated => InstanceStatus.Terminated,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status that the port does not know."),
    };
}
