using System.Text.Json;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>Monitors outlive a market that is away: it is told, checks become less frequent, and go on as before once it is back.</summary>
public sealed class FailingChecksTests
{
    private static readonly Symbol One = new("ONE");
    private static readonly Symbol Two = new("TWO");

    [Fact]
    public async Task Market_AwayForHalfAnHour_IsReportedOnceAndTheMonitorsGoOn()
    {
        using var folder = new TempFolder();
        await using var bench = Open(folder, PipelineBench.At(10, 0), PipelineBench.At(10, 30));

        await bench.RunSession();

        var result = await Result(bench);
        (result.Monitors, result.Failed, result.Alerts).ShouldBe((2, 0, 2));

        // From 09:36 to the close every minute, but of 10:00 to 10:30 only 10:00 to 10:05, 10:07, and every fourth minute from there to 10:27.
        result.Checks.ShouldBe(2 * (385 - 31 + 12));

        // One failed call per check time serves both of them.
        ((MarketOutage)bench.Get<IMarketData>()).Refused.ShouldBe(12);
        var failures = await bench.Get<RunStore>().ListFailures(PipelineBench.Run, default).ToListAsync();
        failures.Select(f => (f.Failure.Symbol, f.Failure.Code, f.AtUtc)).ShouldBe([(One, "MARKET_DATA", PipelineBench.At(10, 5)), (Two, "MARKET_DATA", PipelineBench.At(10, 5))]);
        failures[0].Failure.Message.ShouldContain("6 checks in a row failed");
        failures[0].Failure.Message.ShouldContain("the feed is down");
        bench.Notifier.Told.Select(n => n.Key).Distinct().ShouldBe([$"checks-fail:{PipelineBench.Run}:MARKET_DATA"]);
        bench.Notifier.Told.Select(n => n.Title).Order().ShouldBe(["Checks of ONE fail", "Checks of TWO fail"]);
        (await Board(bench)).ShouldAllBe(monitor => monitor.Trouble == null);
    }

    [Fact]
    public async Task Market_AwayUntilAfterTheClose_EndsTheMonitorsAsFailed()
    {
        using var folder = new TempFolder();
        await using var bench = Open(folder, PipelineBench.At(15, 0), PipelineBench.At(18, 0));

        await bench.RunSession();

        var result = await Result(bench);
        (result.Monitors, result.Failed, result.Alerts).ShouldBe((2, 2, 2));
        bench.Notifier.Told.Count.ShouldBe(2);
        var monitors = await Board(bench);
        monitors.Select(monitor => monitor.Trouble?.Code).ShouldBe(["MARKET_DATA", "MARKET_DATA"]);
        monitors.ShouldAllBe(monitor => monitor.Status == InstanceStatus.Completed);
    }

    /// <summary>Fewer failures in a row than are allowed are nobody's trouble.</summary>
    [Fact]
    public async Task Market_AwayForFiveMinutes_IsNotReported()
    {
        using var folder = new TempFolder();
        await using var bench = Open(folder, PipelineBench.At(10, 0), PipelineBench.At(10, 5));

        await bench.RunSession();

        (await Result(bench)).Checks.ShouldBe(2 * 385);
        bench.Notifier.Told.ShouldBeEmpty();
    }

    /// <summary>The last checks of the day alone fail: too few to have been reported when they did.</summary>
    [Fact]
    public async Task MonitorOfOneCheck_ThatFails_IsReportedAsFailed()
    {
        using var folder = new TempFolder();
        await using var bench = Open(folder, PipelineBench.At(15, 58), PipelineBench.At(18, 0));
        bench.At(PipelineBench.At(15, 50), engine => Tell(engine, MonitorOrder.Stop, One));
        bench.At(PipelineBench.At(15, 57).AddSeconds(30), engine => Tell(engine, MonitorOrder.Start, One));

        await bench.RunSession();

        // The plan for the new monitor could be had: the outage begins with its first check.
        var failures = await bench.Get<RunStore>().ListFailures(PipelineBench.Run, default).ToListAsync();
        failures.ShouldHaveSingleItem().Failure.ShouldBe(new MonitorFailure(PipelineBench.Run, One, InstanceIds.Monitor(PipelineBench.Run, One, 2), "CHECKS_FAILED", "The last 3 of 3 checks failed."));
        bench.Notifier.Told.ShouldHaveSingleItem().Title.ShouldBe("Monitor of ONE failed");
        (await Result(bench)).Failed.ShouldBe(1);
    }

    [Fact]
    public async Task Portfolio_StartAndReplace_GiveTheSymbolANewMonitorWithANewPlan()
    {
        using var folder = new TempFolder();
        await using var bench = Open(folder, PipelineBench.At(17, 0), PipelineBench.At(18, 0));
        bench.At(PipelineBench.At(11, 0).AddSeconds(30), engine => Tell(engine, MonitorOrder.Stop, One));
        bench.At(PipelineBench.At(12, 0).AddSeconds(30), engine => Tell(engine, MonitorOrder.Start, One));
        bench.At(PipelineBench.At(13, 0).AddSeconds(30), engine => Tell(engine, MonitorOrder.Start, One));
        bench.At(PipelineBench.At(14, 0).AddSeconds(30), engine => Tell(engine, MonitorOrder.Replace, Two));
        bench.At(PipelineBench.At(15, 0).AddSeconds(30), engine => Tell(engine, MonitorOrder.Start, new Symbol("NOSUCH")));

        await bench.RunSession();

        // Of ONE 09:36 to 11:00 and 12:01 to the close; of TWO 09:36 to 14:00 and 14:01 to the close. The second start changed nothing.
        var monitors = await Board(bench);
        monitors.Select(m => (m.InstanceId, m.PlanVersion)).ShouldBe(
        [
            (InstanceIds.Monitor(PipelineBench.Run, One, 1), 1), (InstanceIds.Monitor(PipelineBench.Run, One, 2), 2),
            (InstanceIds.Monitor(PipelineBench.Run, Two, 1), 1), (InstanceIds.Monitor(PipelineBench.Run, Two, 2), 2),
        ]);
        var result = await Result(bench);
        (result.Monitors, result.Failed, result.Checks).ShouldBe((2, 0, 85 + 240 + 385));
        bench.Notifier.Told.ShouldHaveSingleItem().Text.ShouldStartWith("PLAN_REFUSED: No monitor was started");
    }

    private static PipelineBench Open(TempFolder folder, DateTime fromUtc, DateTime toUtc)
    {
        var bench = new PipelineBench(
            folder, [Bars(One), Bars(Two)], TimeSpan.FromMinutes(1), new InMemoryDocumentStore(), PipelineCatalog.All, CrashAt.Nowhere, (market, clock) => new MarketOutage(market, clock, fromUtc, toUtc));
        bench.Plan([PlanOf(One), PlanOf(Two)]).GetAwaiter().GetResult();
        return bench;
    }

    private static Task Tell(IOrchestrationClient engine, MonitorOrder order, Symbol symbol) =>
        engine.Raise(InstanceIds.Portfolio(PipelineBench.Run), PipelineEvents.Control, new PortfolioControl(order, symbol, "test"), default);

    private static Task<IReadOnlyList<MonitorAnswer>> Board(PipelineBench bench) =>
        new MonitorBoard(bench.Get<RunStore>(), bench.Get<IOrchestrationClient>()).Of(PipelineBench.Run, withTrouble: true, default);

    private static async Task<PortfolioResult> Result(PipelineBench bench)
    {
        var portfolio = await bench.Instance(InstanceIds.Portfolio(PipelineBench.Run));
        portfolio.Status.ShouldBe(InstanceStatus.Completed);
        return JsonSerializer.Deserialize(portfolio.Output!, PipelineJson.Default.PortfolioResult)!;
    }

    private static BarSeries Bars(Symbol symbol)
    {
        var series = new BarSeries(symbol);
        for (var start = PipelineBench.Session.OpenUtc; start < PipelineBench.Session.CloseUtc; start += TimeSpan.FromMinutes(1))
        {
            series.Append(new Bar(start, start.AddMinutes(1), 50, 50.5, 49.5, 50, 10_000));
        }

        return series;
    }

    private static MonitoringPlan PlanOf(Symbol symbol) => new(
        PipelineBench.Run, symbol, Version: 1, PlanAuthor.Person, new StrategyId("morning"), PipelineBench.StartUtc, PipelineBench.Session.CloseUtc.AddMinutes(1),
        [new PlanTrigger("eleven", AlertIntent.Inform, [PlanCondition.TimeOfDay(new TimeOnly(11, 0), new TimeOnly(11, 1))])], []);
}
