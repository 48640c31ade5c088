using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Azure.Queues;

namespace TradingFunctions.Azure.Triggers;

/// <summary>Queued signals and order events. One queue of signals is in use; the functions of the other are switched off (<c>AzureWebJobs.NAME.Disabled</c>).</summary>
public sealed class QueueFunctions(ServiceBusDelivery serviceBus, StorageQueueDelivery storage, BoundOrchestrationClient orchestrations)
{
    [Function("SignalsFromServiceBus")]
    public Task SignalFromServiceBus(
        [ServiceBusTrigger("signals", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        orchestrations.Use(client);
        return serviceBus.Signal(message, actions, cancellationToken);
    }

    [Function("OrderEventsFromServiceBus")]
    public Task OrderEventFromServiceBus(
        [ServiceBusTrigger("order-events", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        serviceBus.OrderEvent(message, actions, cancellationToken);

    [Function("SignalsFromStorageQueue")]
    public Task SignalFromStorageQueue([QueueTrigger("signals")] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        orchestrations.Use(client);
        return storage.Signal(message, cancellationToken);
    }
}
