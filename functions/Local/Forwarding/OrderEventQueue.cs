using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Forwarding;

/// <summary>The queue of order events that a Functions app reads. It needs a package that not every build has: a build without it has no such type.</summary>
internal static class OrderEventQueue
{
    /// <summary>Its name in every namespace; the app's trigger names it too.</summary>
    public const string Name = "order-events";

    private const string ServiceBus = "TradingFunctions.Infra.ServiceBus.ServiceBusOrderEventConnector, TradingFunctions.Infra.ServiceBus";

    /// <returns>Null where this build has none.</returns>
    public static IOrderEventOutboxConnector? Find() =>
        Type.GetType(ServiceBus, throwOnError: false) is { } type ? (IOrderEventOutboxConnector)Activator.CreateInstance(type)! : null;
}
