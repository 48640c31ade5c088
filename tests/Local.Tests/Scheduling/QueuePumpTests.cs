using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Scheduling;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Local.Tests.Scheduling;

public sealed class QueuePumpTests : IDisposable
{
    private static readonly DateTime Start = new(2024, 3, 1, 15, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly QueueOptions Options = new()
    {
        Visibility = TimeSpan.FromSeconds(30),
        MaxAttempts = 3,
        BatchSize = 4,
        FirstRetry = TimeSpan.FromSeconds(1),
        LongestRetry = TimeSpan.FromSeconds(1.5),
    };

    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new(Start);
    private readonly List<SqliteSignalQueue> opened = [];

    public void Dispose()
    {
        opened.ForEach(queue => queue.Dispose());
        folder.Dispose();
    }

    private SqliteSignalQueue Queue(TimeProvider time)
    {
        var queue = SqliteSignalQueue.Open(folder["queue.db"], time, Options.MaxAttempts, new SqliteOptions { Durability = SqliteDurability.None });
        opened.Add(queue);
        return queue;
    }

    private static QueuePump Pump(ISignalQueue queue, TimeProvider time, Func<QueueMessage, Task> handle) =>
        new(queue, (message, _) => handle(message), Options, time, NullLogger<QueuePump>.Instance);

    private static Task Enqueue(ISignalQueue queue, string id, int priority = 1) => queue.Enqueue(id, "{}"u8.ToArray(), priority, CancellationToken.None);

    private ValueTask Advance(QueuePump pump) => pump.Advance(clock.GetUtcNow().UtcDateTime, CancellationToken.None);

    [Fact]
    public async Task Advance_HandlesAllInOrder()
    {
        var queue = Queue(clock);
        var handled = new List<string>();
        var pump = Pump(queue, clock, message =>
        {
            handled.Add(message.Id);
            return Task.CompletedTask;
        });
        pump.NextDue(Start).ShouldBeNull();
        await Enqueue(queue, "entry-1");
        await Enqueue(queue, "entry-2");
        await Enqueue(queue, "exit", priority: 0);
        pump.NextDue(Start).ShouldBe(Start);
        await Advance(pump);
        handled.ShouldBe(["exit", "entry-1", "entry-2"]);
        pump.NextDue(Start).ShouldBeNull();
    }

    [Fact]
    public async Task Advance_FailingHandler_BacksOffThenPoisons()
    {
        var queue = Queue(clock);
        var attempts = new List<TimeSpan>();
        var pump = Pump(queue, clock, _ =>
        {
            attempts.Add(clock.GetUtcNow().UtcDateTime - Start);
            throw new InvalidDataException("broken");
        });
        await Enqueue(queue, "a");
        while (pump.NextDue(Start) is { } due)
        {
            clock.Advance(due - clock.GetUtcNow().UtcDateTime);
            await Advance(pump);
        }

        attempts.ShouldBe([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5)]);
        (await queue.ListPoison(10, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe("ATTEMPTS_EXHAUSTED: InvalidDataException: broken");
    }

    [Fact]
    public async Task Advance_HandlerThatTakesLongerThanTheVisibility_IsCancelled()
    {
        var queue = Queue(clock);
        var isCancelled = false;
        var pump = new QueuePump(
            queue,
            (_, token) =>
            {
                clock.Advance(Options.Visibility);
                isCancelled = token.IsCancellationRequested;
                return Task.CompletedTask;
            },
            Options, clock, NullLogger<QueuePump>.Instance);
        await Enqueue(queue, "a");
        await queue.Receive(1, Options.Visibility, CancellationToken.None);
        clock.Advance(Options.Visibility);
        await pump.Advance(Start, new CancellationToken());
        isCancelled.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_HandlesManyAtATime_NeverMoreThanTheBatch()
    {
        var queue = Queue(TimeProvider.System);
        var (running, most) = (0, 0);
        var handled = new ConcurrentBag<string>();
        var all = new TaskCompletionSource();
        var pump = Pump(queue, TimeProvider.System, async message =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            handled.Add(message.Id);
            if (handled.Count == 50)
                all.TrySetResult();
        });
        for (var i = 0; i < 50; i++)
            await Enqueue(queue, $"m{i}");

        using var stop = new CancellationTokenSource();
        var run = pump.Run(stop.Token);
        await all.Task.WaitAsync(Patience);
        await stop.CancelAsync();
        await run;

        most.ShouldBeLessThanOrEqualTo(Options.BatchSize);
        handled.Distinct().Count().ShouldBe(50);
        handled.Count.ShouldBe(50);
        (await queue.NextVisible(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_OneSlowMessage_DoesNotHoldUpTheOthers()
    {
        var queue = Queue(TimeProvider.System);
        var release = new TaskCompletionSource();
        var others = new TaskCompletionSource();
        var count = 0;
        var pump = Pump(queue, TimeProvider.System, async message =>
        {
            if (message.Id == "slow")
                await release.Task;
            else if (Interlocked.Increment(ref count) == 20)
                others.SetResult();
        });
        await Enqueue(queue, "slow", priority: 0);
        for (var i = 0; i < 20; i++)
            await Enqueue(queue, $"m{i}");
        using var stop = new CancellationTokenSource();
        var run = pump.Run(stop.Token);
        await others.Task.WaitAsync(Patience);
        await stop.CancelAsync();
        run.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await run.WaitAsync(Patience);
        (await queue.NextVisible(CancellationToken.None)).ShouldBeNull();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
