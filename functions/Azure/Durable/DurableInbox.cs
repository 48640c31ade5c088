using System.Text.Json;
using Microsoft.DurableTask;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>The events of one name: first those that the generation before had not taken, then one waiter of the SDK, made when somebody looks and replaced only when its event was taken.</summary>
/// <remarks>A second waiter of one name, or a cancelled one, would swallow the next event.</remarks>
internal sealed class DurableInbox(TaskOrchestrationContext context, string name, IEnumerable<JsonElement> carried)
{
    readonly Queue<JsonElement> _carried = new(carried);

    Task<JsonElement>? _waiter;

    public Task Arrived => _carried.Count > 0 ? Task.CompletedTask : _waiter ??= context.WaitForExternalEvent<JsonElement>(name);

    /// <exception cref="InvalidOperationException">None has arrived.</exception>
    public JsonElement Take()
    {
        if (_carried.TryDequeue(out var first))
            return first;
        if (!Arrived.IsCompletedSuccessfully)
            throw new InvalidOperationException($"No {name} has arrived.");
        var payload = _waiter!.Result;
        _waiter = null;
        return payload;
    }

    /// <summary>Takes what is in this inbox, where the SDK knows nothing of it any more.</summary>
    public IEnumerable<JsonElement> TakeHeld()
    {
        while (_carried.Count > 0 || _waiter is { IsCompletedSuccessfully: true })
            yield return Take();
    }
}

/// <summary>An inbox, with its events' type.</summary>
internal sealed class DurableInbox<T>(DurableInbox inbox, EventDefinition<T> definition) : IInbox<T>
{
    public Task Arrived => inbox.Arrived;

    public T Take() => inbox.Take().Deserialize(definition.Type)!;
}
