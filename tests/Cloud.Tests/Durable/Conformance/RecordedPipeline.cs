using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Cloud.Tests.Durable.Conformance;

/// <summary>A day of the pipeline itself on the embedded engine, the simulated market and exchange, in virtual time, with every generation's history kept.</summary>
internal sealed class RecordedPipeline : IAsyncDisposable
{
    static readonly Session Session = ExchangeCalendar.SessionOn(new DateOnly(2006, 1, 3))!;

    static readonly DateTime StartUtc = Session.OpenUtc.AddMinutes(5);

    static readonly TimeSpan LiquidateBefore = TimeSpan.FromMinutes(10);

    static readonly PipelineSettings Settings = PipelineSettings.Default with { MonitorAll = true, Day = new DayOptions { LiquidateBeforeClose = LiquidateBefore } };

    readonly ServiceProvider _services;

    readonly SqliteDocumentStore _store;

    readonly SimulatedExchange _exchange;

    RecordedPipeline(ServiceProvider services, SqliteDocumentStore store, SimulatedExchange exchange, EmbeddedEngine engine)
    {
        (_services, _store, _exchange) = (services, store, exchange);
        Engine = engine;
    }

    public EmbeddedEngine Engine { get; }

    /// <summary>Runs from shortly after the open to the end of the day, and clears up a month later.</summary>
    public static async Task<RecordedPipeline> Record(string folder)
    {
        var clock = new VirtualClock(StartUtc);
        var market = new SimulatedLiveMarket([.. SimulatedSymbol.Default.Take(3)], seed: 1, Session.Date, clock);
        var exchange = new SimulatedExchange(Path.Combine(folder, "exchange.db"), new LiveTape(market), clock, new ExchangeOptions { Durable = false });
        var store = SqliteDocumentStore.Open(Path.Combine(folder, "store.db"), new SqliteOptions { Durability = SqliteDurability.None });
        EmbeddedEngine? opened = null;
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IMarketData>(market)
            .AddSingleton<IBroker>(exchange)
            .AddSingleton<IDocumentStore>(store)
            .AddSingleton<IPartitionIndex>(store)
            .AddSingleton<IArchive>(new FileArchive(Path.Combine(folder, "archive")))
            .AddSingleton<INotifier, Silence>()
            .AddSingleton<IOrchestrationClient>(_ => opened!)
            .AddTrading(new TradeOptions { Account = Settings.Account, Environment = "test", Owner = "host" }, new TradingRules())
            .AddPipeline(Settings)
            .BuildServiceProvider();
        var options = new EngineOptions { DatabasePath = Path.Combine(folder, "engine.db"), Durability = Durability.Off, KeepPastGenerations = true };
        var engine = opened = EmbeddedEngine.Open(options, PipelineCatalog.All, services, clock, NullLoggerFactory.Instance);
        var recorded = new RecordedPipeline(services, store, exchange, engine);
        await recorded.Run();
        return recorded;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _services.DisposeAsync();
        _exchange.Dispose();
        _store.Dispose();
    }

    async Task Run()
    {
        (await _services.GetRequiredService<Reconciler>().Run(CancellationToken.None)).Passed.ShouldBeTrue();
        await Engine.Start(PipelineCatalog.MarketScan, InstanceIds.Scan(StartUtc), new ScanRequest(StartUtc), StartPolicy.Once, CancellationToken.None);
        await Engine.Start(
            PipelineCatalog.Liquidation,
            InstanceIds.Liquidation(Session.Date),
            new LiquidationRequest(Session.Date, Session.CloseUtc - LiquidateBefore, Session.CloseUtc),
            StartPolicy.Once,
            CancellationToken.None);
        await Engine.Start(PipelineCatalog.IngestBars, InstanceIds.Ingestion(StartUtc), new IngestRequest(StartUtc), StartPolicy.Once, CancellationToken.None);
        var driver = new VirtualTimeDriver(Engine, [new Minutes(_exchange, _services.GetRequiredService<OrderEventPump>(), StartUtc, Session.CloseUtc)]);
        await driver.Run(Session.CloseUtc.AddHours(1), progress: null, CancellationToken.None);
        var evening = Session.CloseUtc.AddHours(1);
        await Engine.Start(PipelineCatalog.EndOfDay, InstanceIds.EndOfDay(Session.Date), new DayRequest(evening), StartPolicy.Once, CancellationToken.None);
        await Engine.Start(PipelineCatalog.ClearUp, InstanceIds.ClearUp(evening), new RetentionRequest(evening), StartPolicy.Once, CancellationToken.None);
        await driver.Run(evening.AddHours(1), progress: null, CancellationToken.None);
    }

    /// <summary>The exchange matches on every minute; then its events go into the books.</summary>
    sealed class Minutes(SimulatedExchange exchange, OrderEventPump pump, DateTime fromUtc, DateTime untilUtc) : IVirtualTimeParticipant
    {
        DateTime _nextUtc = fromUtc;

        public DateTime? NextDue(DateTime nowUtc) => _nextUtc <= untilUtc ? _nextUtc : null;

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
        {
            await exchange.Advance(nowUtc);
            await pump.PumpOnce(cancellationToken);
            _nextUtc = nowUtc.AddMinutes(1);
        }
    }

    sealed class Silence : INotifier
    {
        public Task Notify(Notification notification, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
