using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Tests.Trading;

namespace TradingFunctions.Pipeline.Tests.Runs;

public sealed class PlanServiceTests
{
    private static readonly Symbol Aapl = TradingBench.Aapl;
    private static readonly Symbol Msft = TradingBench.Msft;

    [Fact]
    public async Task Generate_OpenPositionFromTheDayBefore_IsPlannedWhateverTheScanSays()
    {
        await using var bench = await RunBench.Begin();
        await bench.Trade("bought", SignalAction.Buy);
        bench.Bench.Clock.Advance(TimeSpan.FromDays(1));
        var next = new RunId("main-20240307");
        await bench.Begin(next, new DateOnly(2024, 3, 7));

        var plans = await bench.Plans.Generate(new PlansRequest(next, RunBench.Scan, Only: null), default);

        plans.Plans.ShouldBe([new PlanReference(next, Aapl, 1)]);
        plans.Refused.ShouldBeEmpty();
        (await bench.Cache.Get(plans.Plans[0], default)).Triggers.ShouldContain(trigger => trigger.Intent == AlertIntent.Exit && trigger.Name == "protective-stop");
    }

    [Fact]
    public async Task Generate_PositionThatWasClosed_IsNotPlannedAnyMore()
    {
        await using var bench = await RunBench.Begin();
        await bench.Trade("bought", SignalAction.Buy);
        await bench.Trade("sold", SignalAction.Sell);

        (await bench.Plans.Generate(new PlansRequest(RunBench.Run, RunBench.Scan, Only: null), default)).Plans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Renew_OneSymbolOfMany_LooksAtThatSymbolAloneAndKeepsThePlanAtHand()
    {
        await using var bench = await RunBench.Begin();
        await bench.Plans.Generate(new PlansRequest(RunBench.Run, RunBench.Scan, [Aapl, Msft]), default);
        var queries = bench.Store.Queries("planhead:");

        var first = (await bench.Plans.Renew(RunBench.Run, Aapl, alert: 1, default)).Plan;
        var second = (await bench.Plans.Renew(RunBench.Run, Aapl, alert: 2, default)).Plan;
        var plan = await bench.Cache.Get(second!.Value, default);

        first.ShouldBe(new PlanReference(RunBench.Run, Aapl, 2));
        second.ShouldBe(new PlanReference(RunBench.Run, Aapl, 3));
        plan.Version.ShouldBe(3);
        bench.Store.Queries("planhead:").ShouldBe(queries);
        bench.Store.Reads("plan:").ShouldBe(0);
    }

    [Fact]
    public async Task Renew_SameAlertAgain_GivesTheSamePlan()
    {
        await using var bench = await RunBench.Begin();
        await bench.Plans.Generate(new PlansRequest(RunBench.Run, RunBench.Scan, [Aapl]), default);

        var first = await bench.Plans.Renew(RunBench.Run, Aapl, alert: 1, default);

        (await bench.Plans.Renew(RunBench.Run, Aapl, alert: 1, default)).ShouldBe(first);
        (await bench.Plans.Generate(new PlansRequest(RunBench.Run, RunBench.Scan, [Aapl]), default)).Plans.ShouldBe([new PlanReference(RunBench.Run, Aapl, 3)]);
    }

    /// <summary>A crash between the plan and the mark that it is the newest.</summary>
    [Fact]
    public async Task Renew_PlanOfThatVersionIsStoredAlready_KeepsTheStoredOne()
    {
        await using var bench = await RunBench.Begin();
        await bench.Plans.Generate(new PlansRequest(RunBench.Run, RunBench.Scan, [Aapl]), default);
        var original = await bench.Cache.Get(new PlanReference(RunBench.Run, Aapl, 1), default);
        await bench.Runs.SavePlans([original with { Version = 2, Reasons = ["written before the crash"] }], default);

        var renewed = (await bench.Plans.Renew(RunBench.Run, Aapl, alert: 1, default)).Plan!.Value;

        renewed.Version.ShouldBe(2);
        (await bench.Cache.Get(renewed, default)).Reasons.ShouldBe(["written before the crash"]);
    }
}
