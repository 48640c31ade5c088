using TradingFunctions.Pipeline.Telemetry;

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
        var metrics = Listened(services);
        var began = metrics is null ? 0 : time.GetTimestamp();
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // Most activities end without waiting for anything: they need no timer.
            var run = activity.Run(services, input, abandoned.Token);
            // A host that stops waits for the activity itself, not for its own token: what it still does should not meet a closed host.
            var output = run.IsCompleted ? await run : await run.WaitAsync(activity.Timeout, time, CancellationToken.None);
            metrics?.Ran(activity.Name, "completed", time.GetElapsedTime(began));
            return output;
        }
        catch (Exception stopped) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever it ended with: the stop may be why, and running it again is always right.
            throw new OperationCanceledException("The host stops.", stopped, cancellationToken);
        }
        catch (TimeoutException)
        {
            metrics?.Ran(activity.Name, "timedOut", time.GetElapsedTime(began));
            await abandoned.CancelAsync();
            throw new ActivityFailedException(new(activity.Name, FailureCodes.Timeout, $"Ran longer than {activity.Timeout}.", Retriable: true));
        }
        catch (Exception failure)
        {
            metrics?.Ran(activity.Name, "failed", time.GetElapsedTime(began));
            throw new ActivityFailedException(FailureText.Of(activity.Name, failure));
        }
    }

    /// <summary>Null where nobody counts; a test may bring no services at all.</summary>
    private static TradeMetrics? Listened(IServiceProvider? services) =>
        services?.GetService(typeof(TradeMetrics)) is TradeMetrics { TimesActivities: true } metrics ? metrics : null;
}
