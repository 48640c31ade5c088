namespace TradingFunctions.Pipeline.Durable;

/// <summary>Runs an activity for a host: within its time-out, and with every failure as data.</summary>
public static class ActivityRunner
{
    /// <summary>Runs the activity on a serialised input and gives the serialised output.</summary>
    /// <exception cref="ActivityFailedException">It failed, or ran longer than its time-out.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/>: the host stops, and the activity runs again elsewhere.</exception>
    public static async Task<byte[]> Run(
        ActivityDefinition activity, IServiceProvider services, ReadOnlyMemory<byte> input, TimeProvider time, CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // Most activities end without waiting for anything: they need no timer.
            var run = activity.Run(services, input, abandoned.Token);
            return run.IsCompleted ? await run : await run.WaitAsync(activity.Timeout, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException)
        {
            await abandoned.CancelAsync();
            throw new ActivityFailedException(new(activity.Name, FailureCodes.Timeout, $"Ran longer than {activity.Timeout}.", Retriable: true));
        }
        catch (Exception failure)
        {
            throw new ActivityFailedException(FailureText.Of(activity.Name, failure));
        }
    }
}
