using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Infra.StorageQueue;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Queues;

/// <summary>The queue of signals that the settings ask for.</summary>
internal static class QueueServices
{
    /// <summary>Name of the queue in both services; the triggers name it too.</summary>
    public const string Signals = "signals";

    /// <summary>Name of the queue of order events.</summary>
    public const string OrderEvents = "order-events";

    public static IServiceCollection AddSignalQueue(this IServiceCollection services, HostSettings settings) =>
        (settings.Options.Queue.Kind == QueueKind.ServiceBus ? services.AddServiceBus(settings.ServiceBusNamespace!) : services.AddStorageQueue(settings.StorageConnection!))
            .AddSingleton<SignalInbox>()
            .AddSingleton<QueuedEvents>()
            .AddSingleton(s => ActivatorUtilities.CreateInstance<ServiceBusDelivery>(s, settings.Options.Queue, TimeProvider.System))
            .AddSingleton(s => ActivatorUtilities.CreateInstance<StorageQueueDelivery>(s, settings.Options.Queue));

    private static IServiceCollection AddServiceBus(this IServiceCollection services, string host) => services
        .AddSingleton(_ => new ServiceBusClient(host, new DefaultAzureCredential()))
        .AddSingleton(s => new ServiceBusSignalOutbox(s.GetRequiredService<ServiceBusClient>(), Signals))
        .AddSingleton<ISignalOutbox>(s => s.GetRequiredService<ServiceBusSignalOutbox>())
        .AddSingleton(s => DeadOrderEvents(s.GetRequiredService<ServiceBusClient>()));

    private static PoisonQueue DeadOrderEvents(ServiceBusClient client) =>
        new(OrderEvents, new ServiceBusDeadLetters(client, OrderEvents, client.CreateSender(OrderEvents), OrderEventMessage.WriteAgain));

    private static IServiceCollection AddStorageQueue(this IServiceCollection services, string connection) => services
        .AddSingleton(_ => new StorageSignalOutbox(Queue(connection, Signals), Queue(connection, Signals + "-poison"), TimeProvider.System))
        .AddSingleton<ISignalOutbox>(s => s.GetRequiredService<StorageSignalOutbox>());

    /// <summary>Texts as they are: a client that decodes them cannot show a queue in which one is not base64.</summary>
    private static QueueClient Queue(string connection, string name) => new(connection, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
}
