using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Workers;
using TradingFunctions.TestKit.Clocks;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Workers;

public sealed class WorkerRegistryTests
{
    private static readonly DateTime Start = new(2024, 3, 1, 15, 0, 0, DateTimeKind.Utc);
    private static readonly WorkerOptions Options = new() { Heartbeat = TimeSpan.FromSeconds(15), StaleAfter = TimeSpan.FromSeconds(60), RemoveAfter = TimeSpan.FromHours(1) };

    private readonly ManualClock clock = new(Start);
    private readonly WorkerRegistry registry;

    public WorkerRegistryTests() => registry = new WorkerRegistry(new InMemoryDocumentStore(), Options, clock);

    private Task<IReadOnlyList<Worker>> List() => registry.List(CancellationToken.None);

    [Fact]
    public async Task Register_NewHost_IsListed()
    {
        await registry.Register("host-b", "serve", CancellationToken.None);
        await registry.Register("host-a", "functions", CancellationToken.None);
        (await List()).ShouldBe(
        [
            new Worker("host-a", "functions", WorkerState.Starting, 0, Start, Start),
            new Worker("host-b", "serve", WorkerState.Starting, 0, Start, Start),
        ]);
    }

    [Fact]
    public async Task Register_SameIdAfterARestart_ReplacesTheEarlierLife()
    {
        await registry.Register("host", "serve", CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(5));
        await registry.Register("host", "serve", CancellationToken.None);
        (await List()).ShouldHaveSingleItem().StartedUtc.ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public async Task Beat_ShowsStateLoadAndTime()
    {
        var worker = await registry.Register("host", "serve", CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(15));
        await registry.Beat(worker, WorkerState.Running, load: 7, CancellationToken.None);
        (await List()).ShouldHaveSingleItem().ShouldBe(new Worker("host", "serve", WorkerState.Running, 7, Start, Start.AddSeconds(15)));
    }

    [Fact]
    public async Task List_SilenceOfTheLimit_IsAlive_LongerIsStale()
    {
        await registry.Register("host", "serve", CancellationToken.None);
        clock.Advance(Options.StaleAfter);
        (await List()).ShouldHaveSingleItem().State.ShouldBe(WorkerState.Starting);
        clock.Advance(TimeSpan.FromTicks(1));
        (await List()).ShouldHaveSingleItem().State.ShouldBe(WorkerState.Stale);
    }

    [Fact]
    public async Task CleanUp_SilenceBeyondTheLimit_TakesOnlyThoseOff()
    {
        await registry.Register("dead", "serve", CancellationToken.None);
        var alive = await registry.Register("alive", "serve", CancellationToken.None);
        clock.Advance(Options.RemoveAfter);
        (await registry.CleanUp(CancellationToken.None)).ShouldBeEmpty();
        await registry.Beat(alive, WorkerState.Running, load: 0, CancellationToken.None);
        clock.Advance(TimeSpan.FromTicks(1));
        (await registry.CleanUp(CancellationToken.None)).ShouldBe(["dead"]);
        (await List()).ShouldHaveSingleItem().Id.ShouldBe("alive");
    }

    [Fact]
    public async Task Beat_AfterCleanUp_ComesBack()
    {
        var worker = await registry.Register("host", "serve", CancellationToken.None);
        clock.Advance(Options.RemoveAfter + TimeSpan.FromSeconds(1));
        await registry.CleanUp(CancellationToken.None);
        await registry.Beat(worker, WorkerState.Running, load: 0, CancellationToken.None);
        (await List()).ShouldHaveSingleItem().State.ShouldBe(WorkerState.Running);
    }

    [Fact]
    public async Task Leave_TakesTheHostOff_AndIsFineTwice()
    {
        await registry.Register("host", "serve", CancellationToken.None);
        await registry.Leave("host", CancellationToken.None);
        await registry.Leave("host", CancellationToken.None);
        (await List()).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_MoreThanAPage_GivesAll()
    {
        for (var i = 0; i < 130; i++)
            await registry.Register($"host-{i:D3}", "serve", CancellationToken.None);
        (await List()).Count.ShouldBe(130);
    }
}
