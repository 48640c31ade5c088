using Azure.Identity;
using Azure.Messaging.ServiceBus;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.ServiceBus;

/// <summary>Calls Service Bus: whatever it refuses becomes the error of a store that cannot be reached.</summary>
internal static class ServiceBusCall
{
    /// <exception cref="StoreException">The service did not take the call, or the identity has no token or no right.</exception>
    public static async Task Make(string queue, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is ServiceBusException or UnauthorizedAccessException or AuthenticationFailedException)
        {
            throw new StoreException(
                StoreFailure.Unavailable, queue, $"Service Bus refused the call: {(e as ServiceBusException)?.Reason.ToString() ?? e.Message.Split('\n')[0]}.", "Look at the namespace and at the rights of this process's identity.", e);
        }
    }
}
