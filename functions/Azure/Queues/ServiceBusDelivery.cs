using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Azure.Queues;

/// <summary>Works messages of Service Bus and settles each: completed, abandoned for another delivery, or dead-lettered with the reason.</summary>
public sealed class ServiceBusDelivery(SignalInbox signals, OrderEventPump events, HostReadiness readiness, TimeProvider clock)
{
    private const string BadMessage = "BAD_MESSAGE";

    public async Task Signal(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        var delivery = await signals.Deliver(SignalMessage.Read(message), cancellationToken);
        await (delivery.Verdict switch
        {
            DeliveryVerdict.Done => actions.CompleteMessageAsync(message, CancellationToken.None),
            DeliveryVerdict.Again => actions.AbandonMessageAsync(message, cancellationToken: CancellationToken.None),
            _ => GiveUp(message, actions, delivery.Reason!),
        });
    }

    /// <summary>Books an order's event. One that cannot be booked comes again: losing a fill is worse than a full queue.</summary>
    public async Task OrderEvent(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        try
        {
            await events.Apply([OrderEventMessage.Read(message)], cancellationToken);
        }
        catch (JsonException e)
        {
            await GiveUp(message, actions, e.Message);
            return;
        }

        await actions.CompleteMessageAsync(message, CancellationToken.None);
    }

    private Task GiveUp(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason) =>
        actions.DeadLetterMessageAsync(message, SignalMessage.PoisonedAt(clock.GetUtcNow().UtcDateTime), BadMessage, SignalMessage.Cut(reason), CancellationToken.None);
}
