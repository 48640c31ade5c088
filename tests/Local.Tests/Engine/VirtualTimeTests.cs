using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

public sealed class VirtualTimeTests
{
    private static readonly DateTime StartUtc = new(2024, 1, 2, 14, 30, 0, DateTimeKind.Utc);

    private static readonly EventDefinition<int> Number = Define.Event("number");

    [Fact]
    public async Task Instant_RunsPhasesInOrder_EachToItsFixPoint()
    {
        var order = new List<string>();
        ActivityDefinition<int, int> Writing(string name, Phase phase) => Define.Activity(name, input =>
        {
            lock (order)
                order.Add($"{name}{input}");
            return input;
        }, phase);
        var (check, trade, deadline) = (Writing("check", Phase.Check), Writing("order", Phase.Order), Writing("deadline", Phase.Deadline));
        var monitor = Define.Orchestration("Monitor", async (context, number) =>
        {
            await context.Timer(StartUtc.AddMinutes(1)).Fired;
            await context.Activity(check, number);
            await context.Activity(trade, number);
            await context.Activity(check, 10 + number);
            return 0;
        });
        var closing = Define.Orchestration("Closing", async (context, number) =>
        {
            await context.Timer(StartUtc.AddMinutes(1)).Fired;
            return await context.Activity(deadline, number);
        }, Phase.Deadline);

        await Run(new([monitor, closing], [check, trade, deadline]), async engine =>
        {
            await engine.Start(closing, "a", 0, StartPolicy.Once, default);
            await engine.Start(monitor, "c", 2, StartPolicy.Once, default);
            await engine.Start(monitor, "b", 1, StartPolicy.Once, default);
        });

        order[..2].Order(StringComparer.Ordinal).ShouldBe(["check1", "check2"]);
        order[2..4].ShouldBe(["order1", "order2"]);
        order[4..6].Order(StringComparer.Ordinal).ShouldBe(["check11", "check12"]);
        order[6..].ShouldBe(["deadline0"]);
    }

    [Fact]
    public async Task Clock_JumpsFromTimerToTimer_AndEndsAtTheGivenTime()
    {
        var times = new List<DateTime>();
        var ticking = Define.Orchestration("Ticking", async (context, count) =>
        {
            for (var i = 0; i < count; i++)
            {
                await context.Timer(context.Now.AddDays(1)).Fired;
                times.Add(context.Now);
            }

            return count;
        });
        var end = await Run(new([ticking], []), engine => engine.Start(ticking, "a", 3, StartPolicy.Once, default));
        times.ShouldBe([StartUtc.AddDays(1), StartUtc.AddDays(2), StartUtc.AddDays(3)]);
        end.ShouldBe(StartUtc.AddDays(10));
    }

    [Fact]
    public async Task CanceledTimer_DoesNotWakeTheClock()
    {
        var instants = new List<DateTime>();
        var racing = Define.Orchestration("Racing", async (context, _) =>
        {
            var (soon, late) = (context.Timer(context.Now.AddMinutes(1)), context.Timer(context.Now.AddMinutes(2)));
            await Task.WhenAny(soon.Fired, late.Fired);
            late.Cancel();
            return 0;
        });
        await Run(new([racing], []), engine => engine.Start(racing, "a", 0, StartPolicy.Once, default), progress: new Instants(instants));
        instants.ShouldBe([StartUtc, StartUtc.AddMinutes(1)]);
    }

    [Fact]
    public async Task WaitingInstance_WithNothingScheduled_IsReportedAsDeadlock()
    {
        var waiting = Define.Orchestration("Waiting", async (context, _) =>
        {
            await context.Inbox(Number).Arrived;
            return 0;
        });
        var stuck = await Should.ThrowAsync<VirtualTimeStuckException>(
            Run(new([waiting], []), engine => engine.Start(waiting, "lonely", 0, StartPolicy.Once, default)));
        stuck.Reason.ShouldBe(StuckReason.Deadlock);
        stuck.Message.ShouldContain("lonely waits for event number");
    }

    [Fact]
    public async Task InstantThatDoesNotEnd_IsReportedAsLivelock()
    {
        var spinning = Define.Orchestration("Spinning", (context, input) =>
        {
            context.ContinueAsNew(input);
            return Task.FromResult(0);
        });
        var stuck = await Should.ThrowAsync<VirtualTimeStuckException>(
            Run(new([spinning], []), engine => engine.Start(spinning, "spinner", 0, StartPolicy.Once, default), options => options with { MaxTurnsPerInstant = 100 }));
        stuck.Reason.ShouldBe(StuckReason.Livelock);
        stuck.Message.ShouldContain("spinner");
    }

    [Fact]
    public async Task Participants_AreCalledInOrder_AgainAfterTheEngine_UntilNoneIsDue()
    {
        var calls = new List<string>();
        var answering = Define.Activity("Answer", input =>
        {
            calls.Add("activity");
            return input;
        });
        var working = Define.Orchestration("Working", (context, input) => context.Activity(answering, input));
        var market = new Scripted("market", calls, [StartUtc.AddMinutes(5)]);
        var exchange = new Scripted("exchange", calls, [StartUtc.AddMinutes(5), StartUtc.AddMinutes(5)]);
        using var file = new TempFile();
        var clock = new VirtualClock(StartUtc);
        await using var engine = Virtual.Open(file, new([working], [answering]), clock);
        market.OnAdvance = () => engine.Start(working, "a", 1, StartPolicy.Once, default);
        await new VirtualTimeDriver(engine, [market, exchange]).Run(StartUtc.AddHours(1), progress: null, default);
        calls.ShouldBe(["market", "exchange", "activity", "exchange"]);
    }

    [Fact]
    public async Task CommandsOfParallelActivities_TakeTheOrderOfTheActivities()
    {
        EmbeddedEngine? running = null;
        var telling = Define.Activity("Telling", async (input, cancellationToken) =>
        {
            await Task.Delay((10 - input) * 3, cancellationToken);
            await running!.Raise("listener", Number, input, cancellationToken);
            await running.Raise("listener", Number, 100 + input, cancellationToken);
            return 0;
        });
        var speaker = Define.Orchestration("Speaker", (context, input) => context.Activity(telling, input));
        var listener = Define.Telling("Listener", async (context, count) =>
        {
            var (inbox, heard) = (context.Inbox(Number), new List<int>());
            while (heard.Count < count)
            {
                await inbox.Arrived;
                heard.Add(inbox.Take());
            }

            return string.Join(',', heard);
        });
        string? output = null;
        await Run(
            new([speaker, listener], [telling]),
            async engine =>
            {
                running = engine;
                await engine.Start(listener, "listener", 10, StartPolicy.Once, default);
                for (var i = 0; i < 5; i++)
                    await engine.Start(speaker, $"speaker{i}", i, StartPolicy.Once, default);
            },
            atEnd: async engine => output = (await engine.Get("listener", default))?.Output);
        output.ShouldBe("\"0,100,1,101,2,102,3,103,4,104\"");
    }

    [Fact]
    public async Task HeldClock_WaitsForTheRelease()
    {
        var sleeping = Define.Orchestration("Sleeping", async (context, _) =>
        {
            await context.Timer(context.Now.AddHours(1)).Fired;
            return 0;
        });
        using var file = new TempFile();
        var clock = new VirtualClock(StartUtc);
        await using var engine = Virtual.Open(file, new([sleeping], []), clock);
        await engine.Start(sleeping, "a", 0, StartPolicy.Once, default);
        var driver = new VirtualTimeDriver(engine, []);
        var hold = driver.Hold();
        var run = driver.Run(StartUtc.AddHours(2), progress: null, default);
        (await Task.WhenAny(run, Task.Delay(100))).ShouldNotBe(run);
        clock.NowUtc.ShouldBe(StartUtc);
        hold.Dispose();
        await run;
        clock.NowUtc.ShouldBe(StartUtc.AddHours(2));
    }

    [Fact]
    public async Task ClockTimers_FireAtTheirTime_InOrder()
    {
        using var file = new TempFile();
        var clock = new VirtualClock(StartUtc);
        var fired = new List<string>();
        await using var late = clock.CreateTimer(_ => fired.Add($"late {clock.NowUtc:t}"), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        await using var often = clock.CreateTimer(_ => fired.Add($"often {clock.NowUtc:t}"), null, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(4));
        await using var never = clock.CreateTimer(_ => fired.Add("never"), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        await never.DisposeAsync();
        await using var engine = Virtual.Open(file, new([], []), clock);
        await new VirtualTimeDriver(engine, []).Run(StartUtc.AddMinutes(11), progress: null, default);
        fired.ShouldBe(["often 14:34", "often 14:38", "late 14:40"]);
    }

    private static async Task<DateTime> Run(
        Catalog catalog,
        Func<EmbeddedEngine, Task> prepare,
        Func<EngineOptions, EngineOptions>? configure = null,
        IProgress<VirtualProgress>? progress = null,
        Func<EmbeddedEngine, Task>? atEnd = null)
    {
        using var file = new TempFile();
        var clock = new VirtualClock(StartUtc);
        await using var engine = Virtual.Open(file, catalog, clock, configure);
        await prepare(engine);
        await new VirtualTimeDriver(engine, []).Run(StartUtc.AddDays(10), progress, default);
        if (atEnd is not null)
            await atEnd(engine);
        return clock.NowUtc;
    }

    private sealed class Instants(List<DateTime> seen) : IProgress<VirtualProgress>
    {
        public void Report(VirtualProgress value) => seen.Add(value.NowUtc);
    }

    private sealed class Scripted(string name, List<string> calls, DateTime[] due) : IVirtualTimeParticipant
    {
        private int next;

        public Func<Task>? OnAdvance { get; set; }

        public DateTime? NextDue(DateTime nowUtc) => next < due.Length ? due[next] : null;

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
        {
            next++;
            calls.Add(name);
            if (OnAdvance is not null)
                await OnAdvance();
        }
    }
}
