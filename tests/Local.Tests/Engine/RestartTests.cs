using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>Restart on the same file: nothing is lost and nothing is done twice that was committed.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Restart_TakesUpTimersActivitiesEventsAndSuspension()
    {
        using var file = new TempFile();
        var runs = 0;
        var counted = Define.Activity("Counted", input =>
        {
            Interlocked.Increment(ref runs);
            return input;
        });
        var number = Define.Event("number");
        var working = Define.Orchestration("Working", async (context, input) =>
        {
            var first = await context.Activity(counted, input);
            var inbox = context.Inbox(number);
            var timer = context.Timer(context.Now.AddMilliseconds(300));
            await inbox.Arrived;
            var second = inbox.Take();
            await timer.Fired;
            return first + second + await context.Activity(counted, 1000);
        });
        var catalog = new Catalog([working], [counted]);
        await using (var before = new LiveHost(catalog, existing: file))
        {
            await before.Client.Start(working, "a", 1, StartPolicy.Once, default);
            await before.WaitFor("a", info => info.Turns == 2);
            await before.Client.Suspend("a", "test", default);
            await before.Client.Raise("a", number, 10, default);
        }

        await using (var between = new LiveHost(catalog, existing: file))
            (await between.Client.Get("a", default)).ShouldNotBeNull().Status.ShouldBe(InstanceStatus.Suspended);
        await using var after = new LiveHost(catalog, existing: file);
        await after.Client.Resume("a", "test", default);
        (await after.WaitFor("a", info => info.Status == InstanceStatus.Completed)).Output.ShouldBe("1011");
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task Restart_InVirtualTime_TakesUpTheClock()
    {
        using var file = new TempFile();
        var startUtc = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        var clock = new VirtualClock(startUtc);
        await using (var engine = Virtual.Open(file, new Catalog([], []), clock))
            await new VirtualTimeDriver(engine, []).Run(startUtc.AddHours(5), progress: null, default);
        var again = new VirtualClock(startUtc);
        await using var reopened = Virtual.Open(file, new Catalog([], []), again);
        again.NowUtc.ShouldBe(startUtc.AddHours(5));
    }
}
