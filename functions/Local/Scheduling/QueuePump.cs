using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Local.Scheduling;

/// <summary>Takes messages from the queue and hands each to a handler: done when it returns, tried again later when it throws.</summary>
/// <param name="handle">Called at least once per message; its token is cancelled when the message is about to become visible again.</param>
public sealed class QueuePump(ISignalQueue queue, Func<QueueMessage, CancellationToken, Task> handle, QueueOptions options, TimeProvider clock, ILogger<QueuePump> logger, TradeMetrics? metrics = null)
    : IVirtualTimeParticipant
{
    // What a message that was just queued waits at most; a look at an empty queue costs some ten microseconds.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    public DateTime? NextDue(DateTime nowUtc) => queue.NextVisible(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Handles all visible messages, one after the other, so that the same queue gives the same order.</summary>
    public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
    {
        while (await queue.Receive(1, options.Visibility, cancellationToken) is [var message])
            await Work(message, cancellationToken);
    }

    /// <summary>Handles messages live until cancelled, <see cref="QueueOptions.BatchSize"/> at a time; then waits for those under way.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(options.BatchSize);
        while (!cancellationToken.IsCancellationRequested)
        {
            var received = await TryReceive(slots, cancellationToken);
            if (received is { Count: > 0 })
            {
                foreach (var message in received)
                    _ = WorkInSlot(message, slots, cancellationToken);
            }
            else
            {
                await Pause(received is null ? PauseAfterFailure : Poll, cancellationToken);
            }
        }

        for (var i = 0; i < options.BatchSize; i++)
            await slots.WaitAsync(CancellationToken.None);
    }

    /// <returns>Messages, each with a slot taken for it; null when the queue cannot be read.</returns>
    private async Task<IReadOnlyList<QueueMessage>?> TryReceive(SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            await slots.WaitAsync(cancellationToken);
            taken = 1;
            while (taken < options.BatchSize && slots.Wait(0, CancellationToken.None))
                taken++;
            var messages = await queue.Receive(taken, options.Visibility, cancellationToken);
            taken -= messages.Count;
            return messages;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception e)
        {
            Log.QueueFailed(logger, e);
            return null;
        }
        finally
        {
            if (taken > 0)
                slots.Release(taken);
        }
    }

    private async Task WorkInSlot(QueueMessage message, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        // Off the loop's own call: a handler that works before it first waits must not hold up the others.
        await Task.Yield();
        try
        {
            await Work(message, cancellationToken);
        }
        catch (Exception e)
        {
            // Not completed, not abandoned: it becomes visible again by itself.
            Log.MessageFailed(logger, message.Id, message.Attempts, e);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task Work(QueueMessage message, CancellationToken cancellationToken)
    {
        if (message.Attempts == 1)
        {
            metrics?.Waited(clock.GetUtcNow().UtcDateTime - message.EnqueuedUtc);
        }

        using var timeout = new CancellationTokenSource(options.Visibility, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await handle(message, stop.Token);
        }
        catch (PostponedException)
        {
            await queue.Postpone(message, options.FirstRetry, CancellationToken.None);
            return;
        }
        catch (Exception e)
        {
            Log.MessageFailed(logger, message.Id, message.Attempts, e);
            await queue.Abandon(message, $"{e.GetType().Name}: {e.Message}", options.WaitAfter(message.Attempts), CancellationToken.None);
            return;
        }

        await queue.Complete(message, CancellationToken.None);
    }

    private async Task Pause(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(time, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
