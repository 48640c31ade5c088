using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Azure.Hosting;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.ServiceBus;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;

namespace TradingFunctions.Azure.Queues;

/// <summary>
/// Works messages of Service Bus and settles each: completed, postponed, abandoned for another delivery after a wait, or dead-lettered with the reason. One whose lock was lost cannot be
/// settled: the invocation fails, the message comes again, and what was done of it is not done twice.
/// </summary>
/// <param name="options">How often, and after which waits.</param>
/// <param name="clock">The wall's, which the service goes by too.</param>
public sealed class ServiceBusDelivery(
    SignalInbox signals, QueuedEvents events, HostReadiness readiness, IServiceProvider services, QueueOptions options, TimeProvider clock, ILogger<ServiceBusDelivery> log)
{
    /// <summary>Longest wait before a message is abandoned: with an execution before it, it ends within the five minutes for which <c>host.json</c> has its lock renewed.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public async Task Signal(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        var delivery = await signals.Deliver(SignalMessage.Read(message), cancellationToken);
        await (delivery.Verdict switch
        {
            DeliveryVerdict.Done => actions.CompleteMessageAsync(message, CancellationToken.None),
            DeliveryVerdict.Later => Postpone(message, actions, cancellationToken),
            DeliveryVerdict.Again => Abandon(message, actions, delivery.Reason!, cancellationToken),
            DeliveryVerdict.Exhausted => GiveUp(message, actions, PoisonReasons.AttemptsExhausted, delivery.Reason!),
            _ => GiveUp(message, actions, PoisonReasons.BadMessage, delivery.Reason!),
        });
    }

    /// <summary>Books an order's event. One that cannot be booked comes again, until the queue gives it up: it is then listed with why, and the broker is read by reconciliation.</summary>
    public async Task OrderEvent(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        await readiness.Opened.WaitAsync(cancellationToken);
        string? nonsense;
        try
        {
            nonsense = await events.Take(OrderEventMessage.Read(message), cancellationToken);
        }
        catch (JsonException e)
        {
            nonsense = e.Message;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await Abandon(message, actions, $"{e.GetType().Name}: {e.Message}", cancellationToken);
            return;
        }

        await (nonsense is null ? actions.CompleteMessageAsync(message, CancellationToken.None) : GiveUp(message, actions, PoisonReasons.BadMessage, nonsense));
    }

    /// <summary>The copy goes first: a crash in between leaves both, of which one is executed. One that cannot be sent anew comes again as it is, with why.</summary>
    private async Task Postpone(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<ServiceBusSignalOutbox>().Postpone(message, clock.GetUtcNow() + options.FirstRetry, CancellationToken.None);
        }
        catch (StoreException e)
        {
            await Abandon(message, actions, $"It has to wait, and could not be put off: {e.Message}", cancellationToken);
            return;
        }

        await actions.CompleteMessageAsync(message, CancellationToken.None);
    }

    /// <summary>An abandoned message comes again at once: hence the wait before.</summary>
    private async Task Abandon(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, CancellationToken cancellationToken)
    {
        log.DeliveryFailed(DeadLetter.IdOf(message), message.DeliveryCount, reason);
        await Task.Delay(WaitAfter(message.DeliveryCount), clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await actions.AbandonMessageAsync(message, DeadLetter.FailedFor(reason), CancellationToken.None);
    }

    private TimeSpan WaitAfter(int deliveries) => options.WaitAfter(deliveries) is var wait && wait < LongestWait ? wait : LongestWait;

    private Task GiveUp(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string why, string reason)
    {
        log.MessageGivenUp(DeadLetter.IdOf(message), reason);
        return actions.DeadLetterMessageAsync(message, DeadLetter.GivenUpAt(clock.GetUtcNow().UtcDateTime), why, DeadLetter.Cut(reason), CancellationToken.None);
    }
}
