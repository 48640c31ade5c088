using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Signals;

public enum DeliveryVerdict
{
    /// <summary>Executed and answered: take the message off the queue.</summary>
    Done,

    /// <summary>It failed: deliver it again after a wait, and count the attempt.</summary>
    Again,

    /// <summary>Nothing is wrong with it: deliver it again in a while, as if this delivery had not been.</summary>
    Later,

    /// <summary>It is no signal: set it aside with the reason.</summary>
    Poison,

    /// <summary>It failed, and that was its last attempt: set it aside with the reason.</summary>
    Exhausted,
}

/// <param name="Reason">Why not; null when done.</param>
public sealed record Delivery(DeliveryVerdict Verdict, string? Reason = null);

/// <summary>Executes a message that a queue's own host delivers, and says what is to become of it.</summary>
public sealed class SignalDelivery(SignalIntake intake, QueueOptions options)
{
    /// <summary>Delivers a message of ours.</summary>
    public Task<Delivery> Deliver(QueueMessage message, CancellationToken cancellationToken) =>
        Deliver(message, static (ours, _) => ValueTask.FromResult(ours), cancellationToken);

    /// <summary>A message that holds no request is given up at once, one that failed after its last attempt.</summary>
    /// <param name="prepare">Makes a message of ours of it; an <see cref="InvalidDataException"/> says that it is none.</param>
    public async Task<Delivery> Deliver(QueueMessage message, Func<QueueMessage, CancellationToken, ValueTask<QueueMessage>> prepare, CancellationToken cancellationToken)
    {
        try
        {
            await intake.Process(await prepare(message, cancellationToken), cancellationToken);
            return new Delivery(DeliveryVerdict.Done);
        }
        catch (PostponedException e)
        {
            return new Delivery(DeliveryVerdict.Later, e.Message);
        }
        catch (InvalidDataException e)
        {
            return new Delivery(DeliveryVerdict.Poison, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(message, $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>What becomes of a message that failed for a reason.</summary>
    public Delivery Failed(QueueMessage message, string reason) => new(message.Attempts < options.MaxAttempts ? DeliveryVerdict.Again : DeliveryVerdict.Exhausted, reason);
}
