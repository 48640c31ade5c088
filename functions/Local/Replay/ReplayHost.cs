using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Local.Hosting;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Replay;

/// <summary>The pipeline on recorded bars and a virtual clock: the same services as a live host, with another clock, market and broker.</summary>
internal sealed class ReplayHost : IAsyncDisposable
{
    private const string Owner = "replay";

    private readonly ServiceProvider services;
    private readonly VirtualTimeDriver driver;

    private ReplayHost(ServiceProvider services, EmbeddedEngine engine, RecordedMarket market, SimulatedExchange exchange, SqliteDocumentStore store, VirtualTimeDriver driver)
    {
        this.services = services;
        this.driver = driver;
        (Engine, Market, Exchange, Store) = (engine, market, exchange, store);
    }

    public EmbeddedEngine Engine { get; }

    public RecordedMarket Market { get; }

    public SimulatedExchange Exchange { get; }

    public SqliteDocumentStore Store { get; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public static async Task<ReplayHost> Open(ReplayState state, BarFileContents bars, TradingOptions options, StrategyCatalog strategies, DateTime startUtc, ReplaySeams seams, CancellationToken cancellationToken)
    {
        var directory = state.Directory;
        var clock = new VirtualClock(startUtc);
        var market = new RecordedMarket(bars.Series, bars.Period, clock);
        var exchange = new SimulatedExchange(directory.ExchangeFile, market, clock, TradingSettings.Exchange(options, state.IsDurable), seams.Journal);
        var store = SqliteDocumentStore.Open(
            directory.StoreFile, new SqliteOptions { Durability = state.IsDurable ? SqliteDurability.Full : SqliteDurability.Scratch });
        var documents = seams.Store(store);
        EmbeddedEngine? engine = null;
        var provider = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(s => seams.TakesIn ? new IngestedMarket(seams.Market(market), s.GetRequiredService<BarStore>(), options.Ingestion.ChunkSize, clock) : seams.Market(market))
            .AddSingleton(s => new AuditTrail(documents, options.Account, clock))
            .AddBroker(options.Account, _ => seams.Broker(exchange))
            .AddSingleton(documents)
            .AddSingleton<INotifier, NoNotifier>()
            .AddSingleton<IOrchestrationClient>(_ => engine!)
            .AddTrading(TradingSettings.Trade(options, Owner), TradingSettings.Rules(options, market))
            .AddSingleton(strategies)
            .AddPipeline(TradingSettings.Pipeline(options, market))
            .AddPlanner(options.Planner, state.AnswersFolder)
            .AddSeals(state)
            .BuildServiceProvider();
        engine = EmbeddedEngine.Open(
            new EngineOptions
            {
                DatabasePath = directory.EngineFile,
                Durability = state.IsDurable ? Durability.Full : Durability.Scratch,
                KeepFinishedChildren = state.IsDurable,
                Failpoints = seams.Engine,
            },
            PipelineCatalog.All,
            provider,
            clock,
            NullLoggerFactory.Instance);
        await provider.GetRequiredService<StrategyFaults>().Load(cancellationToken);
        var nowUtc = clock.NowUtc;
        CronTrigger[] ingestion = seams.TakesIn ? [PipelineTriggers.Ingestion(options, engine)] : [];
        var triggers = await CronTriggers.Open(
            [.. PipelineTriggers.Of(options, market, engine), .. ingestion], documents, nowUtc, NullLogger<CronTriggers>.Instance, cancellationToken);
        var timeline = new VirtualTimeDriver(
            engine,
            [
                new ReconcileParticipant(provider.GetRequiredService<Reconciler>(), nowUtc),
                new ExchangeParticipant(exchange, market, provider.GetRequiredService<OrderEventPump>()),
                .. await Analyses(provider, options, market, nowUtc, cancellationToken),
                new UnfilledParticipant(provider.GetRequiredService<UnfilledOrders>(), market, nowUtc),
                new CronParticipant(triggers),
            ]);
        return new ReplayHost(provider, engine, market, exchange, store, timeline);
    }

    /// <summary>Limits stay as they are throughout a replay: one that has none of those that rest on it needs no analysis.</summary>
    private static async Task<AnalysisParticipant[]> Analyses(IServiceProvider provider, TradingOptions options, RecordedMarket market, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (!RiskAnalyst.IsNeededBy(options.Risk))
        {
            return [];
        }

        var analyst = new RiskAnalyst(
            provider.GetRequiredService<AccountBook>(), provider.GetRequiredService<AccountLog>(), provider.GetRequiredService<IMarketData>(), provider.GetRequiredService<MarketReader>(),
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<TradingRulesSource>(), options, provider.GetRequiredService<TimeProvider>())
        { IsLean = true };
        await analyst.Restore(cancellationToken);
        return [new AnalysisParticipant(analyst, market, nowUtc)];
    }

    public Task Run(DateTime untilUtc, IProgress<VirtualProgress>? progress, CancellationToken cancellationToken) =>
        driver.Run(untilUtc, progress, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Engine.DisposeAsync();
        }
        finally
        {
            await services.DisposeAsync();
            Store.Dispose();
            Exchange.Dispose();
        }
    }
}
