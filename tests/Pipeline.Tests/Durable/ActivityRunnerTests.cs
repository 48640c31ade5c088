using System.Text;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Pipeline.Tests.Durable;

public sealed class ActivityRunnerTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    readonly HandTime _time = new();

    [Fact]
    public async Task Run_OfAnActivityThatEnds_GivesItsOutput() =>
        Encoding.UTF8.GetString(await Run((input, _) => Task.FromResult(input * 2))).ShouldBe("42");

    [Fact]
    public async Task Run_OfANamedFailure_KeepsItsCode() =>
        (await Should.ThrowAsync<ActivityFailedException>(() => Run((_, _) => throw new ActivityFailureException("HALTED", "halted", retriable: true))))
            .Failure.ShouldBe(new TaskFailure("Double", "HALTED", "halted", Retriable: true));

    [Fact]
    public async Task Run_PastTheTimeout_CancelsAndFailsRetriably()
    {
        var cancelled = false;
        var run = Run(async (input, cancellationToken) =>
        {
            await using var _ = cancellationToken.Register(() => cancelled = true);
            await new TaskCompletionSource().Task;
            return input;
        });
        _time.Due.ShouldBe(Timeout);
        run.IsCompleted.ShouldBeFalse();

        _time.Fire();

        var failure = (await Should.ThrowAsync<ActivityFailedException>(() => run)).Failure;
        failure.Code.ShouldBe(FailureCodes.Timeout);
        failure.Retriable.ShouldBeTrue();
        cancelled.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_CancelledByTheHost_IsNoFailureOfTheActivity()
    {
        using var host = new CancellationTokenSource();
        var run = Run((_, cancellationToken) => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => 0, cancellationToken), host.Token);

        await host.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Run_CancelledByTheHost_EndsNotBeforeTheActivity()
    {
        using var host = new CancellationTokenSource();
        var ended = new TaskCompletionSource<int>();
        var run = Run((_, _) => ended.Task, host.Token);

        await host.CancelAsync();
        await Task.Yield();
        run.IsCompleted.ShouldBeFalse();

        ended.SetException(new IOException("the connection closed with the host"));
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Run_OfAnActivityThatCancelsItself_IsUnhandled() =>
        (await Should.ThrowAsync<ActivityFailedException>(() => Run((_, _) => throw new OperationCanceledException("gave up"))))
            .Failure.ShouldBe(new TaskFailure("Double", FailureCodes.Unhandled, "gave up", Retriable: false));

    Task<byte[]> Run(Func<int, CancellationToken, Task<int>> body, CancellationToken cancellationToken = default)
    {
        var activity = new ActivityDefinition<int, int>(
            "Double", Timeout, Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, _ => new Scripted(body));
        return ActivityRunner.Run(activity, services: null!, "21"u8.ToArray(), _time, cancellationToken);
    }

    sealed class Scripted(Func<int, CancellationToken, Task<int>> body) : IActivity<int, int>
    {
        public Task<int> Run(int input, CancellationToken cancellationToken) => body(input, cancellationToken);
    }

    /// <summary>One timer, fired by hand.</summary>
    sealed class HandTime : TimeProvider
    {
        TimerCallback? _callback;
        object? _state;

        public TimeSpan Due { get; private set; }

        public void Fire() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, Due) = (callback, state, dueTime);
            return new Idle();
        }

        sealed class Idle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing runs.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
