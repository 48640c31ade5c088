using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Benchmarks.Alerts;

/// <summary>
/// 400 monitors store 50 alerts each, one activity an alert, and hint; the real desk drains, evaluates and moves the watermark. All of it on the
/// live engine and the document store, both with <c>synchronous=FULL</c>, from the first start to the desk's completion.
/// </summary>
internal static class AlertBenchmark
{
    private const int Children = 400;
    private const int AlertsEach = 50;
    private const int Rounds = 5;

    private static readonly RunId Run1 = new("bench-20240102");
    private static readonly DateTime StartUtc = new(2024, 1, 2, 15, 0, 0, DateTimeKind.Utc);

    private static readonly ActivityDefinition<AlertHint, bool> StoreAlert = new(
        "StoreAlert", TimeSpan.FromSeconds(30), Phase.Check, PipelineJson.Default.AlertHint, PipelineJson.Default.Boolean, s => s.GetRequiredService<StoreAlertActivity>());

    private static readonly OrchestrationDefinition<AlertHint, int> Child = new(
        "raise-alerts", "1", Phase.Check, PipelineJson.Default.AlertHint, PipelineJson.Default.Int32, RaiseAlerts);

    private static int generations;

    /// <summary>The real desk, counted: its code is entered once a generation as long as all instances stay in memory.</summary>
    private static readonly OrchestrationDefinition<DeskRequest, DeskResult> Desk = new(
        PipelineCatalog.AlertDesk.Name, PipelineCatalog.Version, Phase.Drain, PipelineJson.Default.DeskRequest, PipelineJson.Default.DeskResult, CountedDesk);

    public static async Task Run(string directory, Report report)
    {
        var warm = await Once(directory);
        var rates = new List<double>();
        for (var i = 0; i < Rounds; i++)
            rates.Add(Children * AlertsEach / (await Once(directory)).Seconds);
        report.Add(Row.Of("alerts", $"{Children} children x {AlertsEach}, end to end, FULL", "alerts/s", rates, $"[{warm.ContinuedAsNew} continue-as-news of the desk]"));
    }

    private static async Task<(double Seconds, int ContinuedAsNew)> Once(string directory)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, $"alerts-{Guid.NewGuid():N}")).FullName;
        try
        {
            return await Measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, int ContinuedAsNew)> Measure(string folder)
    {
        using var store = SqliteDocumentStore.Open(Path.Combine(folder, "store.db"));
        await using var book = new AccountBook(store, new AccountId("main"), TimeProvider.System);
        await book.Open(CancellationToken.None);
        await using var services = Services(store, book);
        var symbols = Enumerable.Range(0, Children).Select(i => new Symbol($"A{i:D3}")).ToArray();
        var runs = services.GetRequiredService<RunStore>();
        await StorePlans(runs, symbols);
        var catalog = new Catalog([Child, Desk], [.. PipelineCatalog.All.Activities, StoreAlert]);
        await using var engine = EmbeddedEngine.Open(
            new EngineOptions { DatabasePath = Path.Combine(folder, "engine.db") }, catalog, services, TimeProvider.System, NullLoggerFactory.Instance);
        engine.StartDispatching();
        generations = 0;
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        await engine.Start(Desk, InstanceIds.Desk(Run1), new DeskRequest(Run1, TimeSpan.FromSeconds(5), DeskResult.None, []), StartPolicy.Once, CancellationToken.None);
        await Task.WhenAll(symbols.Select(s => engine.Start(Child, $"raise-{s}", new AlertHint(s, AlertsEach), StartPolicy.Once, CancellationToken.None)));
        while (engine.Counters.Live > 1)
            await Task.Delay(1);
        await runs.Close(new RunClosing(Run1, [.. symbols.Select(s => new MonitorEnd(s, AlertsEach, 0, AlertsEach, null))]), CancellationToken.None);
        await engine.Raise(InstanceIds.Desk(Run1), PipelineEvents.Alert, new AlertHint(symbols[0], AlertsEach), CancellationToken.None);
        while (engine.Counters.Live > 0)
            await Task.Delay(1);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var handled = (await services.GetRequiredService<AlertStore>().Watermark(Run1, CancellationToken.None)).Values.Sum();
        return handled == Children * AlertsEach
            ? (seconds, generations - 1)
            : throw new InvalidOperationException($"The desk handled {handled} of {Children * AlertsEach} alerts.");
    }

    private static ServiceProvider Services(SqliteDocumentStore store, AccountBook book) => new ServiceCollection()
        .AddSingleton<IDocumentStore>(store)
        .AddSingleton<IAccountBook>(book)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IMarketData>(new FakeMarket(TimeProvider.System))
        .AddSingleton<DocumentCache>()
        .AddSingleton<RunStore>()
        .AddSingleton<AlertStore>()
        .AddSingleton<DecisionStore>()
        .AddSingleton<PlanCache>()
        .AddSingleton<DrainAlerts>()
        .AddSingleton<EvaluateAlerts>()
        .AddSingleton<StoreAlertActivity>()
        .BuildServiceProvider();

    private static async Task StorePlans(RunStore runs, Symbol[] symbols)
    {
        var plans = Array.ConvertAll(symbols, s => new MonitoringPlan(
            Run1, s, 1, PlanAuthor.Rules, new StrategyId("bench"), StartUtc, StartUtc.AddDays(1),
            [new PlanTrigger("above", AlertIntent.Inform, [PlanCondition.PriceAbove(100)])], ["bench"]));
        await runs.SavePlans(plans, CancellationToken.None);
        await runs.AddToPlanIndex(Run1, [.. plans.Select(p => new PlanAssignment(new PlanReference(Run1, p.Symbol, 1), p.ValidToUtc))], CancellationToken.None);
    }

    private static async Task<int> RaiseAlerts(IOrchestrationContext context, AlertHint request)
    {
        for (var n = 1; n <= request.Sequence; n++)
        {
            var hint = request with { Sequence = n };
            await context.Activity(StoreAlert, hint);
            context.Send(InstanceIds.Desk(Run1), PipelineEvents.Alert, hint);
        }

        return request.Sequence;
    }

    private static Task<DeskResult> CountedDesk(IOrchestrationContext context, DeskRequest request)
    {
        Interlocked.Increment(ref generations);
        return AlertDesk.Run(context, request);
    }

    private sealed class StoreAlertActivity(AlertStore alerts) : IActivity<AlertHint, bool>
    {
        private static readonly SortedDictionary<string, double> Data = new(StringComparer.Ordinal) { ["price"] = 101.5 };

        public Task<bool> Run(AlertHint input, CancellationToken cancellationToken) => alerts.Save(
            new Alert(
                Run1, input.Symbol, input.Sequence, StartUtc.AddSeconds(input.Sequence), AlertIntent.Inform, "above", [ConditionKind.PriceAbove], Data, 0.6, 1, 101.5, 0),
            cancellationToken);
    }
}
