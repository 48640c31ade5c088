using System.Text.Json;
using Microsoft.DurableTask;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

internal interface IDurableInbox
{
    /// <summary>Sends an event that arrived and was not taken to this instance again.</summary>
    void Return();
}

/// <summary>One waiter of the SDK, made when somebody first looks and replaced only when its event was taken.</summary>
/// <remarks>
/// A waiter made ahead of time would hold an event that the SDK then no longer carries over a continue-as-new; a second waiter of one name, or
/// a cancelled one, would swallow the next event.
/// </remarks>
internal sealed class DurableInbox<T>(TaskOrchestrationContext context, EventDefinition<T> definition) : IInbox<T>, IDurableInbox
{
    Task<JsonElement>? _waiter;

    public Task Arrived => _waiter ??= context.WaitForExternalEvent<JsonElement>(definition.Name);

    public T Take()
    {
        if (!Arrived.IsCompletedSuccessfully)
            throw new InvalidOperationException($"No {definition.Name} has arrived.");
        var payload = _waiter!.Result.Deserialize(definition.Type)!;
        _waiter = null;
        return payload;
    }

    public void Return()
    {
        if (_waiter is { IsCompletedSuccessfully: true })
            context.SendEvent(context.InstanceId, definition.Name, _waiter.Result);
    }
}
