using Microsoft.DurableTask;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>An instance's inboxes by event name.</summary>
/// <param name="events">Names of the events that the orchestration takes.</param>
/// <param name="carried">What the generation before had not taken.</param>
internal sealed class DurableInboxes(TaskOrchestrationContext context, IReadOnlyList<string> events, IReadOnlyList<UnreadEvent> carried)
{
    readonly OrderedDictionary<string, DurableInbox> _inboxes = new(StringComparer.Ordinal);

    public DurableInbox this[string name]
    {
        get
        {
            if (!_inboxes.TryGetValue(name, out var inbox))
                _inboxes.Add(name, inbox = new DurableInbox(context, name, carried.Where(item => item.Name == name).Select(item => item.Payload)));
            return inbox;
        }
    }

    /// <summary>Takes the events that arrived and were not taken, of every name that the orchestration takes, each name's in the order of arrival.</summary>
    /// <remarks>
    /// What a waiter holds is always among them, since nobody else knows of it. What the SDK buffers is taken up to <see cref="Limits.CarriedBytes"/>; the SDK
    /// sends the rest to the instance again, behind these.
    /// </remarks>
    public IReadOnlyList<UnreadEvent> TakeUnread()
    {
        string[] names = [.. events.Concat(carried.Select(item => item.Name)).Concat(_inboxes.Keys).Distinct(StringComparer.Ordinal)];
        var unread = names.SelectMany(name => this[name].TakeHeld().Select(payload => new UnreadEvent(name, payload))).ToList();
        var bytes = unread.Sum(item => item.Bytes);
        foreach (var name in names)
        {
            while (bytes < Limits.CarriedBytes && this[name].Arrived.IsCompletedSuccessfully)
            {
                var next = new UnreadEvent(name, this[name].Take());
                unread.Add(next);
                bytes += next.Bytes;
            }
        }

        return unread;
    }
}
