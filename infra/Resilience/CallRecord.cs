using TradingFunctions.Pipeline.Brokers;

namespace TradingFunctions.Infra.Resilience;

/// <summary>The last calls to one class of endpoints.</summary>
internal sealed class CallRecord
{
    private const int Kept = 256;

    private readonly Lock gate = new();
    private readonly (CallResult Result, double Milliseconds)[] last = new (CallResult, double)[Kept];
    private long calls;
    private long failures;
    private long slow;
    private string? lastFailure;

    public void Add(CallResult result, TimeSpan took, string? failure)
    {
        lock (gate)
        {
            last[calls++ % Kept] = (result, took.TotalMilliseconds);
            failures += result == CallResult.Failed ? 1 : 0;
            slow += result == CallResult.Slow ? 1 : 0;
            lastFailure = failure ?? lastFailure;
        }
    }

    public EndpointHealth ToHealth(EndpointClass endpoint, BreakerState state, DateTime? openedUtc, DateTime? retryUtc)
    {
        lock (gate)
        {
            var seen = (int)Math.Min(calls, Kept);
            var times = new double[seen];
            var good = 0;
            for (var i = 0; i < seen; i++)
            {
                times[i] = last[i].Milliseconds;
                good += last[i].Result == CallResult.Good ? 1 : 0;
            }

            Array.Sort(times);
            return new EndpointHealth(
                endpoint, state, openedUtc, retryUtc, calls, failures, slow, seen == 0 ? 1d : Math.Round((double)good / seen, 4), At(times, 0.5), At(times, 0.95), lastFailure);
        }
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0d : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 3);
}
