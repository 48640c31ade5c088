using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.TestKit.Stores;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>400 monitors alert at the same moment, seven times; their hints are lost or come ten times over, and the host dies in between.</summary>
[Trait("Suffered", "14")]
public sealed class HintTests(ITestOutputHelper output)
{
    private const int Symbols = 400;

    /// <summary>Checks at 10:00, 10:30, ..., 13:00.</summary>
    private const int AlertsEach = 7;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(30);

    /// <summary>In the checks of one burst, before a commit is seen, in the decisions of another.</summary>
    private static CrashAt[] Deaths => [new(Failpoint.AfterActivity, 600), new(Failpoint.AfterCommit, 8), new(Failpoint.BetweenEffects, 12), new(Failpoint.BeforeActivity, 900)];

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public async Task AlertsOfAllAtOnce_HintsLostOrRepeated_AreEachDecidedOnce(int copies, bool dies)
    {
        using var folder = new TempFolder();
        var store = new InMemoryDocumentStore();
        var hints = new UnreliableHints(copies);
        var bars = Bars();
        foreach (var death in dies ? Deaths : [])
        {
            await Should.ThrowAsync<Engine.CrashException>(async () =>
            {
                await using var dying = Open(death);
                await Run(dying);
            });
        }

        await using var bench = Open(CrashAt.Nowhere);
        await Run(bench);

        output.WriteLine($"{hints.Sent} hints, replayed ones included; each sent {copies} times.");
        hints.Sent.ShouldBeGreaterThanOrEqualTo(Symbols * AlertsEach);
        await CheckDecisions(bench);
        await CheckInstances(bench);

        PipelineBench Open(CrashAt death) => new(folder, bars, Period, store, hints.Catalog, death);

        async Task Run(PipelineBench host)
        {
            await host.Plan([.. bars.Select(series => PlanOf(series.Symbol))]);
            await host.RunSession();
        }
    }

    private static async Task CheckDecisions(PipelineBench bench)
    {
        var alerts = await bench.Get<AlertStore>().ReadAll(PipelineBench.Run, CancellationToken.None).ToListAsync();
        alerts.Count.ShouldBe(Symbols * AlertsEach);
        foreach (var ofSymbol in alerts.GroupBy(a => a.Symbol))
        {
            ofSymbol.Select(a => a.Sequence).ShouldBe(Enumerable.Range(1, AlertsEach));
            ofSymbol.Select(a => a.AtUtc).ShouldBe(Enumerable.Range(0, AlertsEach).Select(n => PipelineBench.At(10, 0) + (n * Period)));
        }

        var decisions = await bench.Get<DecisionStore>().ReadAll(PipelineBench.Run, CancellationToken.None).ToListAsync();
        decisions.Select(d => (d.Alert.Symbol, d.Alert.Sequence)).ShouldBe(alerts.Select(a => (a.Symbol, a.Sequence)));

        var watermark = await bench.Get<AlertStore>().Watermark(PipelineBench.Run, CancellationToken.None);
        watermark.Count.ShouldBe(Symbols);
        watermark.Values.ShouldAllBe(last => last == AlertsEach);
        (await bench.Get<AlertStore>().Pending(PipelineBench.Run, 1, CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The desk itself counted every alert once, over more than one generation, and nobody is left running.</summary>
    private static async Task CheckInstances(PipelineBench bench)
    {
        var portfolio = await bench.Instance(InstanceIds.Portfolio(PipelineBench.Run));
        portfolio.Status.ShouldBe(InstanceStatus.Completed);
        var result = JsonSerializer.Deserialize(portfolio.Output!, PipelineJson.Default.PortfolioResult)!;
        (result.Monitors, result.Failed, result.Alerts).ShouldBe((Symbols, 0, Symbols * AlertsEach));
        result.Desk.ShouldBe(new DeskResult(Symbols * AlertsEach, Trades: 0, PlanUpdates: 0, Ignored: Symbols * AlertsEach, Failed: 0));
        (await bench.Instance(InstanceIds.Desk(PipelineBench.Run))).Generation.ShouldBeGreaterThan(0);
    }

    private static BarSeries[] Bars() => [.. Enumerable.Range(0, Symbols).Select(SeriesOf)];

    private static BarSeries SeriesOf(int number)
    {
        var series = new BarSeries(new Symbol($"S{number:D3}"));
        for (var start = PipelineBench.Session.OpenUtc; start < PipelineBench.Session.CloseUtc; start += Period)
        {
            series.Append(new Bar(start, start + Period, 50, 50.5, 49.5, 50, 10_000));
        }

        return series;
    }

    private static MonitoringPlan PlanOf(Symbol symbol) => new(
        PipelineBench.Run,
        symbol,
        Version: 1,
        PlanAuthor.Person,
        new StrategyId("all-at-once"),
        PipelineBench.StartUtc,
        PipelineBench.Session.CloseUtc.AddMinutes(1),
        [new PlanTrigger("morning", AlertIntent.Inform, [PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(13, 1))], OncePer: OncePer.Check)],
        [],
        CheckIntervalSeconds: (int)Period.TotalSeconds);
}
