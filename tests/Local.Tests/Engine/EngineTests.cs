using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.TestKit.Orchestrations;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>What the embedded engine does beyond the contract of both engines.</summary>
public sealed class EngineTests
{
    private static readonly EventDefinition<int> Number = Define.Event("number");

    private static readonly ActivityDefinition<int, int> Echo = Define.Activity("Echo", input => input);

    private static readonly OrchestrationDefinition<int, int> Echoing = Define.Orchestration(
        "Echoing", async (context, input) => await context.Activity(Echo, await context.Activity(Echo, input)));

    private static readonly OrchestrationDefinition<int, int> Waiting = Define.Orchestration("Waiting", async (context, _) =>
    {
        var inbox = context.Inbox(Number);
        await inbox.Arrived;
        return inbox.Take();
    });

    [Fact]
    public async Task TwentyThousandInstances_WithFewResident_AllComplete()
    {
        await using var host = new LiveHost(new([Waiting], []), options => options with { MaxResidentInstances = 500 });
        await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => host.Client.Start(Waiting, $"i{i:D5}", i, StartPolicy.Once, default)));
        await Eventually(() => host.Engine.Counters.Turns >= 20_000);
        host.Engine.Counters.Live.ShouldBe(20_000);
        host.Engine.Counters.Resident.ShouldBeLessThanOrEqualTo(520);
        await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => host.Client.Raise($"i{i:D5}", Number, i, default)));
        await Eventually(() => host.Engine.Counters.Live == 0);
        var last = await host.Client.List(new(After: "i19998"), default);
        last.Items.ShouldHaveSingleItem().Output.ShouldBe("19999");
    }

    [Fact]
    public async Task List_Filtered_PagesInOrdinalOrder()
    {
        await using var host = new LiveHost(new([Waiting, Echoing], [Echo]));
        foreach (var id in new[] { "b-2", "a-1", "b-1", "B-1", "b-3" })
            await host.Client.Start(Waiting, id, 0, StartPolicy.Once, default);
        await host.Client.Start(Echoing, "b-0", 0, StartPolicy.Once, default);
        await host.WaitFor("b-0", Ended);

        var first = await host.Client.List(new(IdPrefix: "b-", Limit: 3), default);
        first.Items.Select(info => info.InstanceId).ShouldBe(["b-0", "b-1", "b-2"]);
        var second = await host.Client.List(new(IdPrefix: "b-", After: first.Next, Limit: 3), default);
        second.Items.Select(info => info.InstanceId).ShouldBe(["b-3"]);
        second.Next.ShouldBeNull();
        var all = await host.Client.List(new(), default);
        all.Items.Select(info => info.InstanceId).ShouldBe(["B-1", "a-1", "b-0", "b-1", "b-2", "b-3"]);
        (await host.Client.List(new(Orchestration: "Echoing"), default)).Items.ShouldHaveSingleItem();
        (await host.Client.List(new(Status: InstanceStatus.Completed), default)).Items.ShouldHaveSingleItem().InstanceId.ShouldBe("b-0");
    }

    [Fact]
    public async Task History_OfAnInstance_TellsEveryStepAndPages()
    {
        await using var host = new LiveHost(new([Echoing], [Echo]));
        await host.Client.Start(Echoing, "a", 3, StartPolicy.Once, default);
        await host.WaitFor("a", Ended);
        var history = await host.Client.History("a", after: null, limit: 100, default);
        history.Items.Select(entry => $"{entry.Turn} {entry.Kind} {entry.TaskId} {entry.Name} {entry.Data}").ShouldBe(
        [
            "0 Started -1  3", "0 ScheduleActivity 0 Echo 3", "1 ActivityCompleted 0  3", "1 ScheduleActivity 1 Echo 3", "2 ActivityCompleted 1  3",
            "2 Complete 2  3",
        ]);
        var page = await host.Client.History("a", after: null, limit: 4, default);
        page.Items.Count.ShouldBe(4);
        var rest = await host.Client.History("a", page.Next, limit: 4, default);
        rest.Items.Select(entry => entry.Kind).ShouldBe(["ActivityCompleted", "Complete"]);
        rest.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Terminate_OfAParent_TerminatesItsChildren()
    {
        var parent = Define.Orchestration("Parent", (context, _) => context.Child(Waiting, "child", 0));
        await using var host = new LiveHost(new([parent, Waiting], []));
        await host.Client.Start(parent, "parent", 0, StartPolicy.Once, default);
        await host.WaitFor("child", info => info.Status == InstanceStatus.Running);
        await host.Client.Terminate("parent", "enough", default);
        var child = await host.WaitFor("child", Ended);
        child.Status.ShouldBe(InstanceStatus.Terminated);
        child.ParentId.ShouldBe("parent");
        child.Failure.ShouldNotBeNull().Message.ShouldBe("parent was terminated: enough");
    }

    [Fact]
    public async Task Child_UnderTheIdOfALiveInstance_Fails()
    {
        var parent = Define.Telling("Parent", async (context, _) =>
        {
            try
            {
                return $"{await context.Child(Waiting, "taken", 0)}";
            }
            catch (ActivityFailedException failed)
            {
                return failed.Failure.Code;
            }
        });
        await using var host = new LiveHost(new([parent, Waiting], []));
        await host.Client.Start(Waiting, "taken", 0, StartPolicy.Once, default);
        await host.Client.Start(parent, "parent", 0, StartPolicy.Once, default);
        (await host.WaitFor("parent", Ended)).Output.ShouldBe("\"ALREADY_EXISTS\"");
    }

    [Fact]
    public async Task ForeignAwait_Fails_NamingTheLastStep()
    {
        var foreign = Define.Orchestration("Foreign", async (context, input) =>
        {
            await context.Activity(Echo, input);
            await Task.Delay(20, default);
            return 1;
        });
        await using var host = new LiveHost(new([foreign], [Echo]));
        await host.Client.Start(foreign, "a", 0, StartPolicy.Once, default);
        var info = await host.WaitFor("a", Ended);
        info.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCodes.ForeignAwait);
        info.Failure.Message.ShouldContain("ScheduleActivity Echo #0");
    }

    [Fact]
    public async Task ForeignAwait_BesideOpenWork_IsSeenWhenItComesBack()
    {
        var foreign = Define.Orchestration("Foreign", async (context, hours) =>
        {
            _ = context.Timer(context.Now.AddHours(hours));
            await Task.Delay(20, default);
            return 1;
        });
        await using var host = new LiveHost(new([foreign], []));
        await host.Client.Start(foreign, "a", 1, StartPolicy.Once, default);
        var info = await host.WaitFor("a", Ended);
        info.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCodes.ForeignAwait);
        info.Failure.Message.ShouldContain("CreateTimer");
    }

    [Fact]
    [Trait("Suffered", "16")]
    public async Task UnknownVersion_IsParked_AndGoesOnWithABuildThatHasIt()
    {
        using var file = new TempFile();
        await using (var old = new LiveHost(new([Waiting], []), existing: file))
        {
            await old.Client.Start(Waiting, "a", 0, StartPolicy.Once, default);
            await old.WaitFor("a", info => info.Status == InstanceStatus.Running);
        }

        var newer = Define.Orchestration("Waiting", (_, _) => Task.FromResult(-1), version: "2");
        await using (var between = new LiveHost(new([newer], []), existing: file))
        {
            (await between.Client.Get("a", default)).ShouldNotBeNull().Status.ShouldBe(InstanceStatus.Parked);
            await between.Client.Raise("a", Number, 6, default);
            (await between.Client.List(new(Status: InstanceStatus.Parked), default)).Items.ShouldHaveSingleItem().Version.ShouldBe("1");
        }

        await using var both = new LiveHost(new([newer, Waiting], []), existing: file);
        (await both.WaitFor("a", Ended)).Output.ShouldBe("6");
    }

    [Fact]
    public async Task OtherCode_OnReplay_FailsNamingTheStepThatDiffers()
    {
        using var file = new TempFile();
        var first = Define.Orchestration("Changing", async (context, input) =>
        {
            await context.Activity(Echo, input);
            var inbox = context.Inbox(Number);
            await inbox.Arrived;
            return 1;
        });
        await using (var old = new LiveHost(new([first], [Echo]), existing: file))
        {
            await old.Client.Start(first, "a", 5, StartPolicy.Once, default);
            await old.WaitFor("a", info => info.Turns == 2);
        }

        var other = Define.Orchestration("Changing", async (context, input) => await context.Activity(Echo, input + 1));
        await using var host = new LiveHost(new([other], [Echo]), existing: file);
        await host.Client.Raise("a", Number, 0, default);
        var failure = (await host.WaitFor("a", Ended)).Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCodes.NonDeterministic);
        failure.Message.ShouldBe("The history has ScheduleActivity Echo #0 (input ef2d127d), the code took ScheduleActivity Echo #0 (input e7f6c011).");
    }

    [Theory]
    [InlineData(Limits.PayloadBytes - 2, "ok")]
    [InlineData(Limits.PayloadBytes - 1, "TOO_LARGE")]
    public async Task ActivityResult_AtTheLimit_Passes_AndBeyondFails(int characters, string output)
    {
        var large = new ActivityDefinition<int, string>(
            "Large", TimeSpan.FromSeconds(5), Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.String,
            _ => new FuncActivity<int, string>((count, _) => Task.FromResult(new string('x', count))));
        var calling = Define.Telling("Calling", async (context, count) =>
        {
            try
            {
                await context.Activity(large, count);
                return "ok";
            }
            catch (ActivityFailedException failed)
            {
                return failed.Failure.Code;
            }
        });
        await using var host = new LiveHost(new([calling], [large]));
        await host.Client.Start(calling, "a", characters, StartPolicy.Once, default);
        (await host.WaitFor("a", Ended)).Output.ShouldBe($"\"{output}\"");
    }

    [Theory]
    [InlineData(Limits.CarriedBytes - 2, InstanceStatus.Completed)]
    [InlineData(Limits.CarriedBytes - 1, InstanceStatus.Failed)]
    public async Task Status_AtTheLimit_Passes_AndBeyondFails(int characters, InstanceStatus status)
    {
        var talking = Define.Orchestration("Talking", (context, count) =>
        {
            context.SetStatus(new string('x', count), PipelineJson.Default.String);
            return Task.FromResult(0);
        });
        await using var host = new LiveHost(new([talking], []));
        await host.Client.Start(talking, "a", characters, StartPolicy.Once, default);
        (await host.WaitFor("a", Ended)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task StartAndRaise_BeyondTheLimit_AreRefused()
    {
        var text = new OrchestrationDefinition<string, int>(
            "Text", "1", Phase.Check, PipelineJson.Default.String, PipelineJson.Default.Int32, (_, _) => Task.FromResult(0));
        await using var host = new LiveHost(new([text], []));
        var tooLong = new string('x', Limits.PayloadBytes);
        var refused = await Should.ThrowAsync<ActivityFailedException>(() => host.Client.Start(text, "a", tooLong, StartPolicy.Once, default));
        refused.Failure.Code.ShouldBe(FailureCodes.TooLarge);
        await Should.ThrowAsync<ActivityFailedException>(
            () => host.Client.Raise("a", new EventDefinition<string>("text", PipelineJson.Default.String), tooLong, default));
        (await host.Client.Get("a", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("é")]
    public async Task Start_UnderAnInvalidId_IsRefused(string id)
    {
        await using var host = new LiveHost(new([Waiting], []));
        await Should.ThrowAsync<ArgumentException>(() => host.Client.Start(Waiting, id, 0, StartPolicy.Once, default));
    }

    [Fact]
    public async Task Activity_BeyondItsTimeout_FailsAsTimeout_AndIsCancelled()
    {
        var cancelled = new TaskCompletionSource();
        var slow = Define.Activity("Slow", async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return 0;
        }, timeout: TimeSpan.FromMilliseconds(30));
        var calling = Define.Orchestration("Calling", (context, input) => context.Activity(slow, input));
        await using var host = new LiveHost(new([calling], [slow]));
        await host.Client.Start(calling, "a", 0, StartPolicy.Once, default);
        var failure = (await host.WaitFor("a", Ended)).Failure.ShouldNotBeNull();
        failure.Code.ShouldBe(FailureCodes.Timeout);
        failure.Retriable.ShouldBeTrue();
    }

    [Fact]
    public async Task Result_OfATerminatedInstance_IsDiscarded()
    {
        var gate = new TaskCompletionSource();
        var held = Define.Activity("Held", async (input, _) =>
        {
            await gate.Task;
            return input;
        });
        var calling = Define.Orchestration("Calling", (context, input) => context.Activity(held, input));
        await using var host = new LiveHost(new([calling, Echoing], [held, Echo]));
        await host.Client.Start(calling, "a", 0, StartPolicy.Once, default);
        await host.WaitFor("a", info => info.Turns == 1);
        await host.Client.Terminate("a", "test", default);
        gate.SetResult();
        await host.Client.Start(Echoing, "b", 0, StartPolicy.Once, default);
        await host.WaitFor("b", Ended);
        var info = (await host.Client.Get("a", default)).ShouldNotBeNull();
        (info.Status, info.Turns).ShouldBe((InstanceStatus.Terminated, 1));
    }

    [Fact]
    public async Task Dispose_WaitsForRunningActivities_AndTheyRunAgain()
    {
        using var file = new TempFile();
        var (runs, ended) = (0, 0);
        var started = new TaskCompletionSource();
        var held = Define.Activity("Held", async (input, cancellationToken) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
                return input;
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }

            return input;
        });
        var calling = Define.Orchestration("Calling", (context, input) => context.Activity(held, input));
        await using (var host = new LiveHost(new([calling], [held]), existing: file))
        {
            await host.Client.Start(calling, "a", 6, StartPolicy.Once, default);
            await started.Task;
        }

        ended.ShouldBe(1);
        await using var again = new LiveHost(new([calling], [held]), existing: file);
        (await again.WaitFor("a", Ended)).Output.ShouldBe("6");
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task ContinueAsNew_KeepsPastGenerations_WhereAsked()
    {
        await using var host = new LiveHost(ContractScripts.Catalog, options => options with { KeepPastGenerations = true, JournalBytes = 1 });
        await host.Client.Start(ContractScripts.Countdown, "a", 2, StartPolicy.Once, default);
        await host.Client.Raise("a", ContractScripts.Number, 1, default);
        await host.WaitFor("a", Ended);
        host.Engine.ReadTurns("a").Where(turn => turn.Turn == 0).Select(turn => turn.Generation).ShouldBe([0, 1, 2]);
        host.Engine.ReadTurns("a").SelectMany(turn => turn.Actions).Count(action => action.Kind == TurnActionKind.ContinueAsNew).ShouldBe(2);
    }

    [Fact]
    public async Task FinishedChildren_AreRemoved_WhereAsked()
    {
        var parent = Define.Orchestration("Parent", (context, input) => context.Child(Echoing, "child", input));
        await using var host = new LiveHost(new([parent, Echoing], [Echo]), options => options with { KeepFinishedChildren = false });
        await host.Client.Start(parent, "parent", 8, StartPolicy.Once, default);
        (await host.WaitFor("parent", Ended)).Output.ShouldBe("8");
        (await host.Client.Get("child", default)).ShouldBeNull();
        (await host.Client.List(new(), default)).Items.ShouldHaveSingleItem();
    }

    private static bool Ended(InstanceInfo info) => info.Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;

    private static async Task Eventually(Func<bool> condition)
    {
        for (var i = 0; i < 10_000 && !condition(); i++)
            await Task.Delay(3);
        condition().ShouldBeTrue();
    }
}
