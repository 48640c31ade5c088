using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.StorageQueue;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Signals;

namespace TradingFunctions.Azure.Queues;

/// <summary>Works messages of the storage queue: the Functions host deletes what returns and delivers again what throws.</summary>
/// <param name="options">How long a message waits with which nothing is wrong.</param>
public sealed class StorageQueueDelivery(SignalInbox signals, HostReadiness readiness, IServiceProvider services, QueueOptions options)
{
    /// <exception cref="InvalidOperationException">It failed and is delivered again.</exception>
    public async Task Signal(QueueMessage message, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        var signal = SignalEnvelope.Read(message);
        var delivery = await signals.Deliver(signal, cancellationToken);
        if (delivery.Verdict == DeliveryVerdict.Again)
        {
            throw new InvalidOperationException($"Signal {signal.Id} failed and is delivered again: {delivery.Reason}");
        }

        if (delivery.Verdict == DeliveryVerdict.Later)
        {
            await services.GetRequiredService<StorageSignalOutbox>().Postpone(signal, options.FirstRetry, CancellationToken.None);
        }

        if (delivery.Verdict is DeliveryVerdict.Poison or DeliveryVerdict.Exhausted)
        {
            await services.GetRequiredService<StorageSignalOutbox>().SetAside(signal, delivery.Reason!, CancellationToken.None);
        }
    }
}
