using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.TestKit.Orchestrations;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading.States;

public sealed class LockHeartbeatTests
{
    private static readonly RunId Run = new("main-20240306");

    private readonly TradingBench bench = new();

    [Theory]
    [InlineData(140, 0)]
    [InlineData(160, 1)]
    public async Task Beat_LockOfARunningMonitor_IsRenewedAtHalfItsLife(int seconds, int renewed)
    {
        await using var host = await Holding("monitor:AAPL");
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await Heartbeat(host, "monitor-main-20240306-AAPL").Beat(default)).ShouldBe(renewed);

        var held = host.Book.State.Book(TradingBench.Aapl).Lock!;
        (held.Token, held.ExpiresUtc).ShouldBe((1, TradingBench.Start.AddSeconds(300 + (renewed * seconds))));
    }

    [Fact]
    public async Task Beat_LockOfAMonitorThatTookThePlaceOfAnother_IsRenewed()
    {
        await using var host = await Holding("monitor:AAPL");
        bench.Clock.Advance(TimeSpan.FromSeconds(200));

        (await Heartbeat(host, "monitor-main-20240306-AAPL-2").Beat(default)).ShouldBe(1);
    }

    [Theory]
    [InlineData("monitor:AAPL", "monitor-main-20240306-AAPLX")] // another symbol's
    [InlineData("monitor:AAPL", null)] // nobody's
    [InlineData("manual:ann", "monitor-main-20240306-AAPL")] // a person's lock ends when it was said to
    public async Task Beat_LockOfSomebodyWhoDoesNotRun_Expires(string owner, string? running)
    {
        await using var host = await Holding(owner);
        bench.Clock.Advance(TimeSpan.FromSeconds(200));

        (await Heartbeat(host, running).Beat(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Beat_LockThatHasExpired_IsNotTakenAgain()
    {
        await using var host = await Holding("monitor:AAPL");
        bench.Clock.Advance(TimeSpan.FromSeconds(301));

        (await Heartbeat(host, "monitor-main-20240306-AAPL").Beat(default)).ShouldBe(0);
    }

    private async Task<TradingHost> Holding(string owner)
    {
        var host = await bench.Ready();
        await host.Trades.Execute(bench.Request(bench.Signal("held")), default);
        await host.Pump.PumpOnce(default);
        await host.Book.AcquireLock(TradingBench.Aapl, owner, TimeSpan.FromSeconds(300), reason: null, default);
        return host;
    }

    private LockHeartbeat Heartbeat(TradingHost host, string? running)
    {
        var runs = new RunStore(bench.Store, new DocumentCache(bench.Store));
        runs.BeginRun(new RunDocument(Run, new DateOnly(2024, 3, 6), TradingBench.Start, TradingBench.Start.AddHours(6), TradingBench.Start, Result: null), default).Wait();
        var client = new StartedInstances();
        if (running is not null)
            client.Running.Add(Running(running));
        return new LockHeartbeat(host.Book, runs, client, PipelineSettings.Default, bench.Clock);
    }

    private static InstanceInfo Running(string id) => new(
        id, nameof(MonitorSymbol), "1", InstanceStatus.Running, TradingBench.Start, TradingBench.Start, ParentId: null, 0, 0, Input: null, Output: null, CustomStatus: null, Failure: null);
}
