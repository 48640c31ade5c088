using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Pipeline.Orchestrations;

/// <summary>How often and how far apart a call is tried again. Data, without jitter: the delays are engine timers.</summary>
/// <param name="Attempts">In all, 1 or more.</param>
/// <param name="First">Delay before the second attempt.</param>
/// <param name="Factor">By how much each delay is longer than the one before.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan First, double Factor = 2);

/// <summary>Calls of activities as orchestrations make them, built on the port alone, so that both engines see the same steps.</summary>
public static class ActivityCalls
{
    /// <summary>Runs an activity; failures that may pass are tried again by the policy.</summary>
    /// <exception cref="ActivityFailedException">The last attempt failed, or a failure that will not pass.</exception>
    public static async Task<TOut> ActivityWithRetry<TIn, TOut>(
        this IOrchestrationContext context, ActivityDefinition<TIn, TOut> activity, TIn input, RetryPolicy retry)
    {
        var delay = retry.First;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.Activity(activity, input);
            }
            catch (ActivityFailedException e) when (e.Failure.Retriable && attempt < retry.Attempts)
            {
                await context.Timer(context.Now + delay).Fired;
                delay *= retry.Factor;
            }
        }
    }
}
