using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.StorageQueue;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using Received = TradingFunctions.Pipeline.Ports.QueueMessage;
using StoredMessage = Azure.Storage.Queues.Models.QueueMessage;

namespace TradingFunctions.Azure.Queues;

/// <summary>Works messages of the storage queue: the Functions host deletes what returns and delivers again what throws.</summary>
/// <param name="options">How long a message waits with which nothing is wrong.</param>
public sealed class StorageQueueDelivery(SignalInbox signals, HostReadiness readiness, IServiceProvider services, QueueOptions options)
{
    /// <exception cref="InvalidOperationException">It failed and is delivered again, until the Functions host gives it up; with why.</exception>
    public async Task Signal(StoredMessage message, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        var signal = SignalEnvelope.Read(message);
        var delivery = await signals.Deliver(signal, cancellationToken);
        if (delivery.Verdict == DeliveryVerdict.Later)
        {
            delivery = await Postpone(signal);
        }

        await (delivery.Verdict switch
        {
            DeliveryVerdict.Done => Task.CompletedTask,
            DeliveryVerdict.Again => throw new InvalidOperationException($"Signal {signal.Id} failed and is delivered again: {delivery.Reason}"),
            DeliveryVerdict.Exhausted => SetAside(signal, PoisonReasons.AttemptsExhausted, delivery.Reason!),
            _ => SetAside(signal, PoisonReasons.BadMessage, delivery.Reason!),
        });
    }

    /// <summary>The copy goes first: a crash in between leaves both, of which one is executed. One that cannot be sent anew has failed.</summary>
    private async Task<Delivery> Postpone(Received signal)
    {
        try
        {
            await services.GetRequiredService<StorageSignalOutbox>().Postpone(signal, options.FirstRetry, CancellationToken.None);
            return new Delivery(DeliveryVerdict.Done);
        }
        catch (StoreException e)
        {
            return signals.NotPutOff(signal, e);
        }
    }

    private async Task SetAside(Received signal, string code, string reason)
    {
        try
        {
            await services.GetRequiredService<StorageSignalOutbox>().SetAside(signal, code, reason, CancellationToken.None);
        }
        catch (StoreException e)
        {
            throw new InvalidOperationException($"Signal {signal.Id} is given up, and could not be kept as poison: {e.Message} It was given up for {PoisonReasons.Of(code, reason)}", e);
        }
    }
}
