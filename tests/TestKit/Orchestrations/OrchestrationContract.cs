using Shouldly;
using TradingFunctions.Pipeline.Durable;
using Xunit;
using static TradingFunctions.TestKit.Orchestrations.ContractScripts;

namespace TradingFunctions.TestKit.Orchestrations;

/// <summary>What an orchestration may count on, whichever engine runs it. A test class per engine derives from it.</summary>
public abstract class OrchestrationContract
{
    private const int Hour = 3_600_000;

    /// <summary>A fresh engine that runs <see cref="ContractScripts.Catalog"/>.</summary>
    protected abstract Task<IOrchestrationHost> Open();

    [Theory]
    [InlineData(0, "1")]
    [InlineData(5, "32")]
    public Task Sequence_OfActivities_GivesTheLastResult(int times, string output) => Ends(Sequence, times, output);

    [Fact]
    public Task FanOut_OfActivities_GivesAllResults() => Ends(FanOut, 20, "380");

    [Fact]
    public Task Activity_FailedWithACode_RaisesItAsData() => Ends(Catcher, 0, "\"Refuse NO_MARKET True closed for 0\"");

    [Fact]
    public Task Activity_FailedWithoutACode_IsUnhandled() => Ends(Catcher, 1, "\"Break UNHANDLED False broken\"");

    [Fact]
    public async Task Orchestration_ThatDoesNotCatch_FailsWithTheCode()
    {
        await using var host = await Open();
        await host.Client.Start(Thrower, "a", 1, StartPolicy.Once, CancellationToken.None);
        var info = await host.WaitFor("a", Ended);
        info.Status.ShouldBe(InstanceStatus.Failed);
        info.Failure.ShouldNotBeNull().Code.ShouldBe("NO_MARKET");
        info.Failure.Task.ShouldBe("Thrower");
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(0)]
    [InlineData(50)]
    public async Task Timer_FiresNotBeforeItsTime(int milliseconds)
    {
        await using var host = await Open();
        await host.Client.Start(Sleeper, "a", milliseconds, StartPolicy.Once, CancellationToken.None);
        int.Parse((await host.WaitFor("a", Ended)).Output.ShouldNotBeNull()).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Race_WonByTheEvent_EndsWithoutTheTimer()
    {
        await using var host = await Open();
        await host.Client.Start(Racer, "a", Hour, StartPolicy.Once, CancellationToken.None);
        await host.Client.Raise("a", Number, 5, CancellationToken.None);
        (await host.WaitFor("a", Ended)).Output.ShouldBe("5");
    }

    [Fact]
    public Task Race_WonByTheTimer_NeedsNoEvent() => Ends(Racer, 30, "-1");

    [Fact]
    public async Task Inbox_GivesEventsInTheOrderOfArrival()
    {
        await using var host = await Open();
        await host.Client.Start(Collector, "a", 6, StartPolicy.Once, CancellationToken.None);
        for (var i = 0; i < 3; i++)
            await host.Client.Raise("a", Number, i, CancellationToken.None);
        await host.WaitFor("a", info => info.CustomStatus == "\"ready\"");
        for (var i = 3; i < 6; i++)
            await host.Client.Raise("a", Number, i, CancellationToken.None);
        (await host.WaitFor("a", Ended)).Output.ShouldBe("\"0,1,2,3,4,5\"");
    }

    [Fact]
    public async Task Inboxes_OfTwoNames_AreSeparate()
    {
        await using var host = await Open();
        await host.Client.Start(TwoInboxes, "a", 0, StartPolicy.Once, CancellationToken.None);
        await host.Client.Raise("a", Number, 1, CancellationToken.None);
        await host.Client.Raise("a", Stop, 2, CancellationToken.None);
        (await host.WaitFor("a", Ended)).Output.ShouldBe("\"2 1\"");
    }

    [Fact]
    public Task Send_ReachesARunningInstance_AndIsDroppedForAnAbsentOne() => Ends(Asker, 7, "21");

    [Fact]
    public Task Child_ThatFails_RaisesItsFailure() => Ends(Parent, 0, "\"Thrower NO_MARKET\"");

    [Fact]
    public async Task Child_ThatIsTerminated_RaisesTerminated()
    {
        await using var host = await Open();
        await host.Client.Start(Parent, "a", 1, StartPolicy.Once, CancellationToken.None);
        await host.WaitFor("a-child", info => info.Status == InstanceStatus.Running);
        (await host.Client.Terminate("a-child", "test", CancellationToken.None)).ShouldBeTrue();
        (await host.WaitFor("a", Ended)).Output.ShouldBe("\"Racer TERMINATED\"");
    }

    [Fact]
    public async Task ContinueAsNew_CarriesState_AndKeepsUnreadEvents()
    {
        await using var host = await Open();
        await host.Client.Start(Countdown, "a", 3, StartPolicy.Once, CancellationToken.None);
        await host.Client.Raise("a", Number, 9, CancellationToken.None);
        (await host.WaitFor("a", Ended)).Output.ShouldBe("9");
    }

    [Fact]
    public async Task OpenTimer_KeepsAReturnedOrchestrationRunning()
    {
        await using var host = await Open();
        await host.Client.Start(Forgetful, "a", 400, StartPolicy.Once, CancellationToken.None);
        var returned = await host.WaitFor("a", info => info.CustomStatus is not null);
        returned.Status.ShouldBe(InstanceStatus.Running);
        var ended = await host.WaitFor("a", Ended);
        ended.Output.ShouldBe("7");
        (ended.UpdatedUtc - ended.CreatedUtc).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(399));
    }

    [Fact]
    public async Task Start_OfAnExistingId_FollowsThePolicy()
    {
        await using var host = await Open();
        (await Start(StartPolicy.WhenEnded)).ShouldBeTrue();
        (await Start(StartPolicy.Once)).ShouldBeFalse();
        (await Start(StartPolicy.WhenEnded)).ShouldBeFalse();
        await host.Client.Raise("a", Number, 1, CancellationToken.None);
        await host.WaitFor("a", Ended);
        (await Start(StartPolicy.Once)).ShouldBeFalse();
        (await Start(StartPolicy.WhenEnded)).ShouldBeTrue();
        await host.Client.Raise("a", Number, 2, CancellationToken.None);
        (await host.WaitFor("a", Ended)).Output.ShouldBe("\"2\"");

        Task<bool> Start(StartPolicy policy) => host.Client.Start(Collector, "a", 1, policy, CancellationToken.None);
    }

    [Fact]
    public async Task Suspend_HoldsEventsBack_UntilResume()
    {
        await using var host = await Open();
        await host.Client.Start(Collector, "a", 1, StartPolicy.Once, CancellationToken.None);
        await host.WaitFor("a", info => info.CustomStatus is not null);
        (await host.Client.Suspend("a", "test", CancellationToken.None)).ShouldBeTrue();
        await host.WaitFor("a", info => info.Status == InstanceStatus.Suspended);
        await host.Client.Raise("a", Number, 4, CancellationToken.None);
        (await host.Client.Get("a", CancellationToken.None)).ShouldNotBeNull().Status.ShouldBe(InstanceStatus.Suspended);
        (await host.Client.Resume("a", "test", CancellationToken.None)).ShouldBeTrue();
        (await host.WaitFor("a", Ended)).Output.ShouldBe("\"4\"");
    }

    [Fact]
    public async Task Terminate_EndsARunningInstance_AndNoOther()
    {
        await using var host = await Open();
        await host.Client.Start(Racer, "a", Hour, StartPolicy.Once, CancellationToken.None);
        (await host.Client.Terminate("a", "test", CancellationToken.None)).ShouldBeTrue();
        (await host.WaitFor("a", Ended)).Status.ShouldBe(InstanceStatus.Terminated);
        (await host.Client.Terminate("a", "test", CancellationToken.None)).ShouldBeFalse();
        (await host.Client.Terminate("b", "test", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Purge_RemovesAnEndedInstance()
    {
        await using var host = await Open();
        await host.Client.Start(Sequence, "a", 1, StartPolicy.Once, CancellationToken.None);
        await host.WaitFor("a", Ended);
        (await host.Client.Purge("a", CancellationToken.None)).ShouldBeTrue();
        (await host.Client.Get("a", CancellationToken.None)).ShouldBeNull();
        (await host.Client.Purge("a", CancellationToken.None)).ShouldBeFalse();
    }

    protected static bool Ended(InstanceInfo info) => info.Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;

    private async Task Ends<TOut>(OrchestrationDefinition<int, TOut> orchestration, int input, string output)
    {
        await using var host = await Open();
        (await host.Client.Start(orchestration, "a", input, StartPolicy.Once, CancellationToken.None)).ShouldBeTrue();
        var info = await host.WaitFor("a", Ended);
        info.Failure.ShouldBeNull();
        info.Status.ShouldBe(InstanceStatus.Completed);
        info.Output.ShouldBe(output);
    }
}
