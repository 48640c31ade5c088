using Polly;
using Polly.CircuitBreaker;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Infra.Resilience;

/// <summary>The circuit breaker of one class of endpoints, and what it has seen.</summary>
internal sealed class EndpointBreaker
{
    private readonly EndpointClass endpoint;
    private readonly TimeProvider clock;
    private readonly TimeSpan slowCall;
    private readonly TimeSpan pause;
    private readonly ResiliencePipeline<CallResult> pipeline;
    private readonly CircuitBreakerStateProvider circuit = new();
    private readonly CallRecord record = new();
    private DateTime? openedUtc;

    /// <param name="clock">The wall's: a broker is slow by the wall, whatever time the market has.</param>
    public EndpointBreaker(EndpointClass endpoint, BreakerOptions options, TimeProvider clock)
    {
        (this.endpoint, this.clock, slowCall, pause) = (endpoint, clock, options.SlowCall, options.Break);
        pipeline = new ResiliencePipelineBuilder<CallResult> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<CallResult>
            {
                FailureRatio = options.FailureShare,
                MinimumThroughput = options.MinimumCalls,
                SamplingDuration = options.Window,
                BreakDuration = options.Break,
                StateProvider = circuit,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is CallResult.Failed or CallResult.Slow),
                OnOpened = _ =>
                {
                    lock (record)
                    {
                        openedUtc = Now;
                    }

                    return default;
                },
            })
            .Build();
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Calls, unless the circuit is open and the call can wait.</summary>
    /// <param name="fails">Null where an answer is usable, else what was wrong with it.</param>
    /// <param name="isUrgent">Is called in any case, also while the circuit is open or a probe is on its way: an exit, a cancel, a look-up.</param>
    /// <param name="refuse">What to give instead of a call.</param>
    /// <exception cref="Exception">Whatever the call throws.</exception>
    public async Task<T> Run<T>(Func<Task<T>> call, Func<T, string?> fails, bool isUrgent, Func<string, T> refuse)
    {
        var measured = new MeasuredCall<T>(call, fails, slowCall, clock);
        try
        {
            await pipeline.ExecuteAsync(async _ =>
            {
                var result = await measured.Make();
                record.Add(result, measured.Took, measured.Failure);
                return result;
            });
        }
        catch (BrokenCircuitException) when (!isUrgent)
        {
            return refuse($"the circuit to the broker's {endpoint} is open");
        }
        catch (BrokenCircuitException)
        {
            // Open, or half-open with somebody else's probe on its way: this one does not wait for either.
            await measured.Make();
            record.Add(measured.Result, measured.Took, measured.Failure);
        }

        return measured.Answer();
    }

    public EndpointHealth Health()
    {
        DateTime? opened;
        lock (record)
        {
            opened = openedUtc;
        }

        var state = circuit.CircuitState switch
        {
            CircuitState.Closed => BreakerState.Closed,
            CircuitState.Open or CircuitState.Isolated when !IsBreakOver => BreakerState.Open,
            _ => BreakerState.HalfOpen,
        };
        return record.ToHealth(endpoint, state, opened, state == BreakerState.Open ? opened + pause : null);
    }

    private bool IsBreakOver
    {
        get
        {
            lock (record)
            {
                return openedUtc is not { } opened || Now >= opened + pause;
            }
        }
    }
}
