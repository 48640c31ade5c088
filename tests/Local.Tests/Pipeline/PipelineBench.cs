using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Local.Tests.Pipeline;

/// <summary>The whole pipeline on one session of made-up bars: the embedded engine in virtual time and the simulated exchange over a store that outlives them.</summary>
internal sealed class PipelineBench : IAsyncDisposable
{
    /// <summary>A Monday.</summary>
    public static readonly Session Session = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 4))!;

    /// <summary>When the scan starts and plans begin.</summary>
    public static readonly DateTime StartUtc = At(9, 35);

    public static readonly PipelineSettings Settings = PipelineSettings.Default with { MonitorAll = true };

    public static readonly Domain.RunId Run = InstanceIds.Run(Settings.Account, Session.Date);

    private readonly SimulatedExchange exchange;
    private readonly ServiceProvider services;
    private readonly EmbeddedEngine engine;
    private readonly VirtualTimeDriver driver;
    private readonly List<IVirtualTimeParticipant> participants;

    /// <param name="seen">What the pipeline sees of the market, given the market and the clock; the exchange always sees all of it.</param>
    public PipelineBench(
        TempFolder folder, IReadOnlyList<BarSeries> bars, TimeSpan period, IDocumentStore store, Catalog catalog, IFailpoints failpoints, Func<IMarketData, TimeProvider, IMarketData>? seen = null)
    {
        var clock = new VirtualClock(StartUtc);
        var market = new RecordedMarket(bars, period, clock);
        exchange = new SimulatedExchange(folder["exchange.db"], market, clock, new ExchangeOptions { Durable = false });
        EmbeddedEngine? opened = null;
        services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(seen is null ? market : seen(market, clock))
            .AddSingleton<IBroker>(exchange)
            .AddSingleton(store)
            .AddSingleton<INotifier>(Notifier)
            .AddSingleton<IOrchestrationClient>(_ => opened!)
            .AddTrading(new TradeOptions { Account = Settings.Account, Environment = "test", Owner = "host" }, new TradingRules())
            .AddPipeline(Settings)
            .BuildServiceProvider();
        engine = opened = EmbeddedEngine.Open(
            new EngineOptions { DatabasePath = folder["engine.db"], Durability = Durability.Off, Failpoints = failpoints }, catalog, services, clock, NullLoggerFactory.Instance);
        participants = [new Matching(exchange, market, Get<OrderEventPump>())];
        driver = new VirtualTimeDriver(engine, participants);
    }

    /// <summary>What people would have been told.</summary>
    public RecordedNotifier Notifier { get; } = new();

    /// <summary>A New York time of the session's day.</summary>
    public static DateTime At(int hour, int minute) => ExchangeCalendar.ToUtc(Session.Date, new TimeOnly(hour, minute));

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Has something done at a moment of the session, once.</summary>
    public void At(DateTime dueUtc, Func<IOrchestrationClient, Task> act) => participants.Add(new Once(dueUtc, () => act(engine)));

    /// <summary>Stores the first plans of the run, as if a planner had written them before the scan.</summary>
    public async Task Plan(IReadOnlyList<Domain.Monitoring.MonitoringPlan> plans)
    {
        var runs = Get<RunStore>();
        await runs.SavePlans(plans, CancellationToken.None);
        await runs.AddToPlanIndex(Run, [.. plans.Select(p => new PlanAssignment(new PlanReference(Run, p.Symbol, p.Version), p.ValidToUtc))], CancellationToken.None);
    }

    /// <summary>Scans, and goes through the session and an hour after it. A host that was opened again goes on.</summary>
    public async Task RunSession()
    {
        (await Get<Reconciler>().Run(CancellationToken.None)).Passed.ShouldBeTrue();
        await engine.Start(PipelineCatalog.MarketScan, InstanceIds.Scan(StartUtc), new ScanRequest(StartUtc), StartPolicy.Once, CancellationToken.None);
        await driver.Run(Session.CloseUtc.AddHours(1), progress: null, CancellationToken.None);
    }

    public async Task<InstanceInfo> Instance(string id) => (await engine.Get(id, CancellationToken.None)).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await engine.DisposeAsync();
        }
        finally
        {
            await services.DisposeAsync();
            exchange.Dispose();
        }
    }

    /// <summary>The exchange matches on every bar that ends; then its events go into the books.</summary>
    private sealed class Matching(SimulatedExchange exchange, RecordedMarket market, OrderEventPump pump) : IVirtualTimeParticipant
    {
        public DateTime? NextDue(DateTime nowUtc) => market.NextEventUtc(exchange.ProcessedUtc);

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
        {
            await exchange.Advance(nowUtc);
            await pump.PumpOnce(cancellationToken);
        }
    }

    private sealed class Once(DateTime dueUtc, Func<Task> act) : IVirtualTimeParticipant
    {
        private bool isDone;

        public DateTime? NextDue(DateTime nowUtc) => isDone ? null : dueUtc;

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
        {
            isDone = true;
            await act();
        }
    }
}
