using Azure.Identity;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Order events for a host that a queue wakes up. The queue's duplicate detection drops what is sent twice within its window, and booking drops the rest.</summary>
public sealed class ServiceBusOrderEvents(ServiceBusClient client, string queue) : IOrderEventOutbox
{
    private readonly ServiceBusSender sender = client.CreateSender(queue);

    public Task Send(OrderEvent message, CancellationToken cancellationToken) =>
        ServiceBusCall.Make(queue, () => sender.SendMessageAsync(OrderEventMessage.Write(message), cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await client.DisposeAsync();
    }
}

/// <summary>Opens queues by the identity that this process runs under.</summary>
public sealed class ServiceBusOrderEventConnector : IOrderEventOutboxConnector
{
    /// <param name="address">The namespace's host name, <c>NAME.servicebus.windows.net</c>.</param>
    /// <param name="queue">Its name.</param>
    public IOrderEventOutbox Connect(string address, string queue) => new ServiceBusOrderEvents(new ServiceBusClient(address, new DefaultAzureCredential()), queue);
}
