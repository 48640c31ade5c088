using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Hosting.Tests.Scheduling;

public sealed class CronTriggersTests
{
    private static readonly NewYorkSchedule Daily = NewYorkSchedule.Parse("0 35 9 * * 1-5");

    private readonly InMemoryDocumentStore store = new();
    private readonly List<CronSlot> fired = [];
    private Exception? failure;

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private Task<CronTriggers> Open(string nowUtc, params CronTrigger[] triggers) =>
        CronTriggers.Open(triggers.Length == 0 ? [Trigger("scan", Daily)] : triggers, store, Utc(nowUtc), NullLogger<CronTriggers>.Instance, CancellationToken.None);

    private CronTrigger Trigger(string name, NewYorkSchedule schedule) => new(name, schedule, (slot, _) =>
    {
        if (failure is not null)
            throw failure;
        fired.Add(slot);
        return Task.CompletedTask;
    });

    private static ValueTask Advance(CronTriggers triggers, string utc) => triggers.Advance(Utc(utc), CancellationToken.None);

    [Fact]
    public async Task Advance_WhenDue_FiresOnceWithTheSlotsId()
    {
        var triggers = await Open("2024-01-11 12:00");
        triggers.NextDue().ShouldBe(Utc("2024-01-11 14:35"));
        await Advance(triggers, "2024-01-11 14:34:59");
        fired.ShouldBeEmpty();
        await Advance(triggers, "2024-01-11 14:35");
        await Advance(triggers, "2024-01-11 14:35");
        var slot = fired.ShouldHaveSingleItem();
        slot.Id.ShouldBe("scan-20240111T143500Z");
        slot.IsPastDue.ShouldBeFalse();
        triggers.NextDue().ShouldBe(Utc("2024-01-12 14:35"));
    }

    [Fact]
    public async Task Open_AtTheVeryMomentOfASlot_CountsIt()
    {
        var triggers = await Open("2024-01-11 14:35");
        await Advance(triggers, "2024-01-11 14:35");
        fired.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Open_ForTheFirstTime_FiresNothingOfThePast()
    {
        var triggers = await Open("2024-01-11 14:36");
        await Advance(triggers, "2024-01-11 15:00");
        fired.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_AfterAFiredSlot_DoesNotRepeatIt()
    {
        await Advance(await Open("2024-01-11 12:00"), "2024-01-11 14:35");
        await Advance(await Open("2024-01-11 15:00"), "2024-01-11 15:00");
        fired.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Restart_AfterADowntimeOfDays_FiresTheNewestMissedSlotOnce()
    {
        await Open("2024-01-10 12:00");
        var triggers = await Open("2024-01-17 13:00");
        await Advance(triggers, "2024-01-17 13:00");
        await Advance(triggers, "2024-01-17 13:00");
        var slot = fired.ShouldHaveSingleItem();
        slot.Id.ShouldBe("scan-20240116T143500Z");
        slot.IsPastDue.ShouldBeTrue();
        triggers.NextDue().ShouldBe(Utc("2024-01-17 14:35"));
    }

    [Fact]
    public async Task Advance_LateWithinAMinute_IsNotPastDue_LaterIs()
    {
        var triggers = await Open("2024-01-11 12:00");
        await Advance(triggers, "2024-01-11 14:36");
        await Advance(triggers, "2024-01-12 14:36:01");
        fired.Select(slot => slot.IsPastDue).ShouldBe([false, true]);
    }

    [Fact]
    public async Task CrashBetweenFiringAndStoring_FiresTheSameIdAgain()
    {
        var triggers = await Open("2024-01-11 12:00");
        store.BeforeTransaction = (_, _, _) => throw new IOException("killed");
        await Should.ThrowAsync<IOException>(async () => await Advance(triggers, "2024-01-11 14:35"));
        store.BeforeTransaction = null;
        await Advance(await Open("2024-01-11 14:40"), "2024-01-11 14:40");
        fired.Select(slot => slot.Id).ShouldBe(["scan-20240111T143500Z", "scan-20240111T143500Z"]);
    }

    [Fact]
    public async Task FailingTrigger_IsNotForgotten()
    {
        var triggers = await Open("2024-01-11 12:00");
        failure = new InvalidOperationException("no");
        await Should.ThrowAsync<InvalidOperationException>(async () => await Advance(triggers, "2024-01-11 14:35"));
        failure = null;
        await Advance(triggers, "2024-01-11 14:36");
        fired.Count.ShouldBe(1);
    }

    [Fact]
    public async Task NextDue_IsTheEarliestOfAll_NullWithoutTriggers()
    {
        var triggers = await Open("2024-01-11 12:00", Trigger("scan", Daily), Trigger("hourly", NewYorkSchedule.Parse("0 0 * * * *")));
        triggers.NextDue().ShouldBe(Utc("2024-01-11 12:00"));
        await Advance(triggers, "2024-01-11 15:00");
        fired.Select(slot => slot.Trigger).ShouldBe(["scan", "hourly"]);
        var none = await CronTriggers.Open([], store, Utc("2024-01-11"), NullLogger<CronTriggers>.Instance, CancellationToken.None);
        none.NextDue().ShouldBeNull();
    }

    [Fact]
    public async Task Run_Live_FiresWhatIsDueUntilStopped()
    {
        await Open("2024-01-11 12:00");
        var hasFired = new TaskCompletionSource();
        var triggers = await Open("2024-01-11 14:35", new CronTrigger("scan", Daily, (slot, _) =>
        {
            fired.Add(slot);
            hasFired.SetResult();
            return Task.CompletedTask;
        }));
        using var stop = new CancellationTokenSource();
        var run = triggers.Run(new ManualClock(Utc("2024-01-11 14:35")), stop.Token);
        await hasFired.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await run;
        fired.ShouldHaveSingleItem().Id.ShouldBe("scan-20240111T143500Z");
    }

    [Fact]
    public async Task Run_FailingTrigger_DoesNotStopTheOthersAndIsNotForgotten()
    {
        await Open("2024-01-11 12:00", Trigger("good", Daily), Trigger("bad", Daily));
        var hasFired = new TaskCompletionSource();
        var triggers = await Open(
            "2024-01-11 14:35",
            new CronTrigger("bad", Daily, (_, _) => throw new InvalidOperationException("no")),
            new CronTrigger("good", Daily, (_, _) =>
            {
                hasFired.SetResult();
                return Task.CompletedTask;
            }));
        using var stop = new CancellationTokenSource();
        var run = triggers.Run(new ManualClock(Utc("2024-01-11 14:35")), stop.Token);
        await hasFired.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await run;

        await Advance(await Open("2024-01-11 14:36", Trigger("good", Daily), Trigger("bad", Daily)), "2024-01-11 14:36");
        fired.ShouldHaveSingleItem().Trigger.ShouldBe("bad");
    }
}
