using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>The port over the Durable Task SDK, call by call.</summary>
/// <remarks>
/// Payloads cross the SDK as <see cref="JsonElement"/>, written and read with the definition's own type information: the JSON is then
/// the same on both engines, whatever serialiser the host is configured with.
/// </remarks>
internal sealed class DurableOrchestrationContext(
    TaskOrchestrationContext context, OrchestrationDefinition definition, IReadOnlyList<UnreadEvent> carried, IMarketTime time)
    : IOrchestrationContext
{
    readonly DurableInboxes _inboxes = new(context, definition.Events, carried);

    public string InstanceId => context.InstanceId;

    public DateTime Now => time.ToMarket(context.CurrentUtcDateTime);

    public ILogger Log { get; } = context.CreateReplaySafeLogger(definition.Name);

    public async Task<TOut> Activity<TIn, TOut>(ActivityDefinition<TIn, TOut> activity, TIn input)
    {
        try
        {
            var output = await context.CallActivityAsync<JsonElement>(
                activity.Name, JsonSerializer.SerializeToElement(input, activity.InputType));
            return output.Deserialize(activity.OutputType)!;
        }
        catch (TaskFailedException failed)
        {
            throw new ActivityFailedException(FailureText.Read(activity.Name, failed.FailureDetails.ErrorMessage));
        }
    }

    public async Task<TOut> Child<TIn, TOut>(OrchestrationDefinition<TIn, TOut> orchestration, string instanceId, TIn input)
    {
        try
        {
            var output = await context.CallSubOrchestratorAsync<JsonElement>(
                orchestration.Name,
                JsonSerializer.SerializeToElement(input, orchestration.InputType),
                new SubOrchestrationOptions(instanceId: instanceId)
                {
                    Version = orchestration.Version,
                    Tags = InstanceTags.OfChild(orchestration, InstanceId),
                });
            return output.Deserialize(orchestration.OutputType)!;
        }
        catch (TaskFailedException failed)
        {
            throw new ActivityFailedException(ChildFailure(orchestration.Name, failed.FailureDetails?.ErrorMessage));
        }
    }

    public IOrchestrationTimer Timer(DateTime dueUtc) => new DurableTimer(context, time.ToEngine(dueUtc));

    public IInbox<T> Inbox<T>(EventDefinition<T> definition) => new DurableInbox<T>(_inboxes[definition.Name], definition);

    public void Send<T>(string instanceId, EventDefinition<T> definition, T payload) =>
        context.SendEvent(instanceId, definition.Name, JsonSerializer.SerializeToElement(payload, definition.Type));

    public void ContinueAsNew<TIn>(TIn input)
    {
        // What the SDK still has of other names it sends to this instance again; the version is given again since not every backend carries it over.
        context.ContinueAsNew(new ContinueAsNewOptions
        {
            NewInput = new ContinuedInput(JsonElement.Parse(definition.SerializeInput(input)), _inboxes.TakeUnread()).ToJson(),
            PreserveUnprocessedEvents = true,
            NewVersion = definition.Version,
        });
    }

    public void SetStatus<T>(T status, JsonTypeInfo<T> type) => context.SetCustomStatus(JsonSerializer.SerializeToElement(status, type));

    /// <summary>The SDK has a message of a child that failed, and nothing of one that was terminated.</summary>
    static TaskFailure ChildFailure(string child, string? message) => message is null
        ? new(child, FailureCodes.Terminated, "The child was terminated.", Retriable: false)
        : FailureText.Read(child, message);
}
