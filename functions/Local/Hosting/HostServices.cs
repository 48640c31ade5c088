using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Health;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Files.Tables;
using TradingFunctions.Infra.Resilience;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Live;
using TradingFunctions.Local.Telemetry;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting;

/// <summary>The host's parts and how they fit together.</summary>
internal static class HostServices
{
    /// <summary>One process trades a data directory, and it is the same one after a restart.</summary>
    private const string Owner = "local";

    /// <param name="directory">Locked by the caller, who gives it back after the parts have been disposed of.</param>
    /// <param name="store">Open; the caller closes it.</param>
    /// <param name="options">The static configuration.</param>
    /// <param name="inForce">The dynamic one.</param>
    /// <param name="strategies">Built in and plugged in.</param>
    /// <param name="start">Where the simulated market stands.</param>
    /// <param name="exports">Whether telemetry is exported.</param>
    public static IServiceCollection AddHost(this IServiceCollection services, DataDirectory directory, SqliteDocumentStore store, TradingOptions options, DynamicSettings inForce, StrategyCatalog strategies, SimulationClockDocument start, bool exports)
    {
        var clock = new AcceleratedClock(start.NowUtc, options.Simulation.Speed);
        var market = TradingSettings.SimulatedMarket(options.Simulation, start.FirstSession, clock);
        services
            .AddSingleton<IDocumentStore>(store)
            .AddSingleton<IPartitionIndex>(store)
            .AddSingleton<IArchive>(new FileArchive(directory.ArchiveFolder))
            .AddSingleton<IPriceTables>(new FilePriceTables(options.Analysis.Folder ?? directory.PricesFolder))
            .AddSingleton<IArtefacts>(new FileArtefacts(id => Path.Combine(directory.AnalysesFolder, id)))
            .AddSingleton(new AnalysisHosting(options.Analysis.Concurrency))
            .AddSingleton(new AnalysisClock(TimeProvider.System))
            .AddSingleton<SimulationClockStore>()
            .AddSingleton(_ => clock)
            .AddSingleton<TimeProvider>(s => s.GetRequiredService<AcceleratedClock>())
            .AddSingleton(s => new SimulationClock(clock, s.GetRequiredService<SimulationClockStore>(), start))
            .AddSingleton(start)
            .AddSingleton(_ => SqliteSignalQueue.Open(directory.QueueFile, TimeProvider.System, options.Queue.MaxAttempts))
            .AddSingleton<ISignalQueue>(s => s.GetRequiredService<SqliteSignalQueue>())
            .AddSingleton<ISignalOutbox>(s => s.GetRequiredService<SqliteSignalQueue>())
            .AddSingleton(_ => Exchange(directory, options, market, clock))
            .AddSingleton(s => new ObservedBroker(s.GetRequiredService<SimulatedExchange>(), s.GetRequiredService<TradeMetrics>(), TimeProvider.System))
            .AddSingleton(s => new GuardedBroker(s.GetRequiredService<ObservedBroker>(), options.Broker.Breaker, TimeProvider.System))
            .AddSingleton<IBrokerHealth>(s => s.GetRequiredService<GuardedBroker>())
            .AddBroker(options.Account, s => s.GetRequiredService<GuardedBroker>())
            .AddSingleton<HostTelemetry>()
            .AddPlanner(options.Planner, directory.AnswersFolder)
            .AddSingleton<IAnchorCopies>(new AnchorFile(directory.AnchorsFile))
            .AddSingleton(s => EmbeddedEngine.Open(
                new EngineOptions { DatabasePath = directory.EngineFile, TimeoutClock = TimeProvider.System }, PipelineCatalog.All, s, clock, s.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<IOrchestrationClient>(s => s.GetRequiredService<EmbeddedEngine>())
            .AddSingleton(new HostReadiness($"SIMULATED MARKET, {options.Simulation.Speed}x accelerated: prices are made up", new HostSetup(directory.Path, options.Notify.IsOn, exports)))
            .AddSingleton<IReadiness>(s => s.GetRequiredService<HostReadiness>())
            .AddSingleton<HostDuties>()
            .AddSingleton<PipelineRunner>()
            .AddHostedService(s => s.GetRequiredService<PipelineRunner>())
            .AddLiveHub();
        return services.AddTradingHost(options, inForce, strategies, market, Trade(options));
    }

    /// <summary>Windows of the order protocol protect against slow calls, which run by the wall's time.</summary>
    private static TradeOptions Trade(TradingOptions options)
    {
        var speed = options.Simulation.Speed;
        return TradingSettings.Trade(options, Owner) with
        {
            SendWindow = TimeSpan.FromSeconds(10) * speed,
            LookupWindow = TimeSpan.FromSeconds(60) * speed,
            MarkLife = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>The exchange may be ahead of the time that was written down last: its journal commits on its own.</summary>
    private static SimulatedExchange Exchange(DataDirectory directory, TradingOptions options, SimulatedLiveMarket market, AcceleratedClock clock)
    {
        var exchange = new SimulatedExchange(directory.ExchangeFile, new LiveMarketTape(market), clock, TradingSettings.Exchange(options, durable: true));
        clock.JumpTo(exchange.ProcessedUtc);
        return exchange;
    }
}
