using System.Runtime.ExceptionServices;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Resilience;

/// <summary>One call, made once: its answer or failure, how long it took, and what that means for the circuit.</summary>
internal sealed class MeasuredCall<T>(Func<Task<T>> call, Func<T, string?> fails, TimeSpan slowCall, TimeProvider clock)
{
    private T? answer;
    private ExceptionDispatchInfo? thrown;

    public CallResult Result { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>What was wrong; null where nothing was.</summary>
    public string? Failure { get; private set; }

    public async ValueTask<CallResult> Make()
    {
        var started = clock.GetTimestamp();
        try
        {
            answer = await call().ConfigureAwait(false);
            Failure = fails(answer);
        }
        catch (Exception e)
        {
            // A caller that went away says nothing about the broker.
            thrown = ExceptionDispatchInfo.Capture(e);
            Failure = e is BrokerException ? e.Message : null;
        }

        Took = clock.GetElapsedTime(started);
        return Result = Failure is not null ? CallResult.Failed : thrown is null && Took > slowCall ? CallResult.Slow : CallResult.Good;
    }

    /// <exception cref="Exception">Whatever the call threw.</exception>
    public T Answer()
    {
        thrown?.Throw();
        return answer!;
    }
}
