namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>The package types that cloud-tier sources use, by namespace: what the embedded tier cannot resolve, and nothing else.</summary>
internal static class CloudPackages
{
    public static readonly IReadOnlyDictionary<string, string[]> Types = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["DurableTask.Core.Exceptions"] = ["OrchestrationAlreadyExistsException"],
        ["DurableTask.Core.History"] =
        [
            "EventRaisedEvent", "EventSentEvent", "ExecutionCompletedEvent", "ExecutionResumedEvent", "ExecutionStartedEvent",
            "ExecutionSuspendedEvent", "ExecutionTerminatedEvent", "HistoryEvent", "OrchestratorStartedEvent",
            "SubOrchestrationInstanceCompletedEvent", "SubOrchestrationInstanceCreatedEvent", "SubOrchestrationInstanceFailedEvent",
            "TaskCompletedEvent", "TaskFailedEvent", "TaskScheduledEvent", "TimerCreatedEvent", "TimerFiredEvent",
        ],
        ["Google.Protobuf"] = [],
        ["Google.Protobuf.WellKnownTypes"] = ["Timestamp"],
        ["Microsoft.DurableTask"] =
        [
            "DurableTaskRegistry", "StartOrchestrationOptions", "SubOrchestrationOptions", "TaskFailedException", "TaskOrchestrationContext",
        ],
        ["Microsoft.DurableTask.Client"] =
        [
            "DurableTaskClient", "OrchestrationMetadata", "OrchestrationQuery", "OrchestrationRuntimeStatus",
        ],
        ["Microsoft.DurableTask.Protobuf"] = [],
        ["Microsoft.DurableTask.Testing"] = ["DurableTaskTestHost", "DurableTaskTestHostOptions"],
        ["Microsoft.DurableTask.Worker.Grpc"] = ["GrpcOrchestrationRunner"],
    };
}
