using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Local.Tests.Replay;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>A monitor that never ends, whatever it is told.</summary>
public sealed class WatchdogTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(30);
    private static readonly Symbol Stuck = new("STUCK");
    private static readonly Symbol Sound = new("SOUND");

    [Fact]
    [Trait("Suffered", "18")]
    public async Task Portfolio_OneMonitorNeverEnds_EndsItAfterTheCloseAndCompletes()
    {
        using var folder = new TempFolder();
        await using var bench = new PipelineBench(folder, [Bars(Stuck), Bars(Sound)], Period, new InMemoryDocumentStore(), CatalogWithAStuckMonitor(), CrashAt.Nowhere);
        await bench.Plan([PlanOf(Stuck), PlanOf(Sound)]);

        await bench.RunSession();

        var portfolio = await bench.Instance(InstanceIds.Portfolio(PipelineBench.Run));
        portfolio.Status.ShouldBe(InstanceStatus.Completed);
        var result = JsonSerializer.Deserialize(portfolio.Output!, PipelineJson.Default.PortfolioResult)!;
        (result.Monitors, result.Failed).ShouldBe((2, 1));
        (await bench.Instance(InstanceIds.Monitor(PipelineBench.Run, Stuck, 1))).Status.ShouldBe(InstanceStatus.Terminated);
        (await bench.Instance(InstanceIds.Monitor(PipelineBench.Run, Sound, 1))).Status.ShouldBe(InstanceStatus.Completed);
        var decisions = await bench.Get<DecisionStore>().ReadAll(PipelineBench.Run, CancellationToken.None).ToListAsync();
        decisions.ShouldNotBeEmpty();
        decisions.ShouldAllBe(decision => decision.Alert.Symbol == Sound);
    }

    private static Catalog CatalogWithAStuckMonitor() => PipelineCatalog.All with
    {
        Orchestrations =
        [
            PipelineCatalog.MarketScan,
            PipelineCatalog.MonitorPortfolio,
            new OrchestrationDefinition<MonitorRequest, MonitorEnd>(
                PipelineCatalog.MonitorSymbol.Name,
                PipelineCatalog.MonitorSymbol.Version,
                PipelineCatalog.MonitorSymbol.Phase,
                PipelineCatalog.MonitorSymbol.InputType,
                PipelineCatalog.MonitorSymbol.OutputType,
                async (context, request) => request.Symbol == Stuck ? await NeverEnd(context) : await PipelineCatalog.MonitorSymbol.Run(context, request)),
            PipelineCatalog.AlertDesk,
        ],
    };

    private static async Task<MonitorEnd> NeverEnd(IOrchestrationContext context)
    {
        var stop = context.Inbox(PipelineEvents.Stop);
        while (true)
        {
            await stop.Arrived;
            stop.Take();
        }
    }

    private static BarSeries Bars(Symbol symbol)
    {
        var series = new BarSeries(symbol);
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
        new StrategyId("morning"),
        PipelineBench.StartUtc,
        PipelineBench.Session.CloseUtc.AddMinutes(1),
        [new PlanTrigger("morning", AlertIntent.Inform, [PlanCondition.TimeOfDay(new TimeOnly(10, 0), new TimeOnly(13, 1))], OncePer: OncePer.Check)],
        [],
        CheckIntervalSeconds: (int)Period.TotalSeconds);
}
