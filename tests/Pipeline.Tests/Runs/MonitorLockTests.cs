using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Tests.Trading;

namespace TradingFunctions.Pipeline.Tests.Runs;

/// <summary>A monitor takes its symbol's lock before an entry and gives it back after the exit.</summary>
public sealed class MonitorLockTests
{
    private static readonly Symbol Aapl = TradingBench.Aapl;
    private static readonly PlanReference Plan = new(RunBench.Run, Aapl, 1);

    [Fact]
    public async Task Check_EntryHoldingAndExit_TakesKeepsRenewsAndReleasesTheLock()
    {
        await using var bench = await RunBench.Begin();
        await bench.Runs.SavePlans([PlanOf(bench)], default);

        // The entry's alert carries the token of a lock that is held already.
        var entry = await Check(bench, last: 0);
        var alert = await bench.Alerts.Read(RunBench.Run, Aapl, 1, default);
        (entry.State, entry.LastSequence, alert.Intent).ShouldBe((MonitorState.Scanning, 1, AlertIntent.Enter));
        Held(bench).ShouldNotBeNull();
        (Held(bench)!.Owner, Held(bench)!.Token).ShouldBe(("monitor:AAPL", alert.FencingToken));
        alert.FencingToken.ShouldBePositive();

        await bench.Trade("bought", SignalAction.Buy, alert.FencingToken);
        var taken = Held(bench)!.ExpiresUtc;
        bench.Bench.Clock.Advance(TimeSpan.FromSeconds(60));
        (await Check(bench, last: 1, memory: entry.Memory)).State.ShouldBe(MonitorState.Holding);
        Held(bench)!.ExpiresUtc.ShouldBe(taken);

        bench.Bench.Clock.Advance(TimeSpan.FromSeconds(120));
        await Check(bench, last: 1, memory: entry.Memory);
        Held(bench)!.ExpiresUtc.ShouldBe(taken.AddSeconds(180));
        Held(bench)!.Token.ShouldBe(alert.FencingToken);

        await bench.Trade("sold", SignalAction.Sell, alert.FencingToken);
        bench.Bench.Market.Set(Aapl, 90);
        bench.Bench.Clock.Advance(TimeSpan.FromSeconds(120));
        (await Check(bench, last: 1, memory: entry.Memory)).State.ShouldBe(MonitorState.Scanning);
        Held(bench).ShouldBeNull();
    }

    [Fact]
    public async Task Check_LockOfSomebodyElse_GivesTheEntryNoTokenAndLeavesTheLock()
    {
        await using var bench = await RunBench.Begin();
        await bench.Runs.SavePlans([PlanOf(bench)], default);
        await bench.Host.Book.AcquireLock(Aapl, "manual:ann", TimeSpan.FromHours(1), "earnings", default);

        await Check(bench, last: 0);

        (await bench.Alerts.Read(RunBench.Run, Aapl, 1, default)).FencingToken.ShouldBe(0);
        Held(bench)!.Owner.ShouldBe("manual:ann");
    }

    /// <summary>What the books say, whoever's turn it is: null where the lock is nobody's.</summary>
    private static SymbolLock? Held(RunBench bench) => bench.Host.Book.State.Book(Aapl).Lock is { Owner: not null } held ? held : null;

    private static Task<CheckResult> Check(RunBench bench, int last, CheckMemory? memory = null) =>
        bench.Check.Run(new CheckRequest(RunBench.Run, Aapl, Plan, bench.Bench.Clock.NowUtc, Check: 1, last, Watermark: last, memory), default);

    private static MonitoringPlan PlanOf(RunBench bench) => new(
        RunBench.Run, Aapl, Version: 1, PlanAuthor.Person, new StrategyId("test"), bench.Bench.Clock.NowUtc.AddHours(-1), bench.Bench.Clock.NowUtc.AddHours(5),
        [new PlanTrigger("in", AlertIntent.Enter, [PlanCondition.PriceAbove(95)])], []);
}
