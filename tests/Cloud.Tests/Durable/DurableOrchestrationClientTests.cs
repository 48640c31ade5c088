using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Cloud.Tests.Durable;

public sealed class DurableOrchestrationClientTests(ScriptsOnTheSdk sdk) : IClassFixture<ScriptsOnTheSdk>
{
    readonly IOrchestrationClient _client = sdk.Client;

    [Theory]
    [InlineData(StartPolicy.Once, false)]
    [InlineData(StartPolicy.WhenEnded, true)]
    public async Task Start_OfAnIdThatHasEnded_FollowsThePolicy(StartPolicy policy, bool started)
    {
        var id = $"ended-{policy}";
        await Start(id);
        await Raise(id, 1);
        await sdk.End(id);

        (await _client.Start(Scripts.Waiter, id, 0, policy, CancellationToken.None)).ShouldBe(started);
    }

    [Theory]
    [InlineData(StartPolicy.Once)]
    [InlineData(StartPolicy.WhenEnded)]
    public async Task Start_OfAnIdThatRuns_StartsNothing(StartPolicy policy)
    {
        await Start($"runs-{policy}");

        (await _client.Start(Scripts.Waiter, $"runs-{policy}", 0, policy, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Get_OfAnEndedInstance_ShowsItAsItIs()
    {
        await Start("shown");
        await Raise("shown", 5);

        var found = await sdk.End("shown");

        found.ShouldSatisfyAllConditions(
            () => found.Orchestration.ShouldBe("Waiter"),
            () => found.Version.ShouldBe("1"),
            () => found.Status.ShouldBe(InstanceStatus.Completed),
            () => found.Input.ShouldBe("0"),
            () => found.Output.ShouldBe("5"),
            () => found.ParentId.ShouldBeNull(),
            () => found.CreatedUtc.Kind.ShouldBe(DateTimeKind.Utc),
            () => found.UpdatedUtc.ShouldBeGreaterThanOrEqualTo(found.CreatedUtc));
    }

    [Fact]
    public async Task Suspend_HoldsAnInstance_UntilResume()
    {
        await Start("held");
        (await _client.Suspend("held", "by hand", CancellationToken.None)).ShouldBeTrue();
        await sdk.Until("held", found => found.Status == InstanceStatus.Suspended);
        await Raise("held", 9);
        (await _client.Resume("held", "by hand", CancellationToken.None)).ShouldBeTrue();

        (await sdk.End("held")).Output.ShouldBe("9");
    }

    [Fact]
    public async Task Purge_TakesAnEndedInstanceAlone()
    {
        await Start("purged");
        (await _client.Purge("purged", CancellationToken.None)).ShouldBeFalse();
        await _client.Terminate("purged", "by hand", CancellationToken.None);
        (await sdk.End("purged")).Status.ShouldBe(InstanceStatus.Terminated);

        (await _client.Purge("purged", CancellationToken.None)).ShouldBeTrue();

        (await _client.Get("purged", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Commands_ForAnInstanceThatIsNotThere_SayNo()
    {
        (await _client.Terminate("nobody", "by hand", CancellationToken.None)).ShouldBeFalse();
        (await _client.Suspend("nobody", "by hand", CancellationToken.None)).ShouldBeFalse();
        (await _client.Resume("nobody", "by hand", CancellationToken.None)).ShouldBeFalse();
        (await _client.Purge("nobody", CancellationToken.None)).ShouldBeFalse();
        (await _client.Get("nobody", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task List_ByPrefixAndPage_GivesEachInstanceOnce()
    {
        string[] ids = ["listed-1", "listed-2", "listed-3"];
        foreach (var id in ids)
            await Start(id);

        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await _client.List(new(Orchestration: "Waiter", IdPrefix: "listed-", After: after, Limit: 2), CancellationToken.None);
            found.AddRange(page.Items.Select(item => item.InstanceId));
            after = page.Next;
        }
        while (after is not null);

        found.Order().ShouldBe(ids);
    }

    async Task Start(string id)
    {
        (await _client.Start(Scripts.Waiter, id, 0, StartPolicy.Once, CancellationToken.None)).ShouldBeTrue();
        await sdk.Until(id, found => found.Status == InstanceStatus.Running);
    }

    Task Raise(string id, int number) => _client.Raise(id, Scripts.Number, number, CancellationToken.None);
}
