using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Health;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Resilience;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Hosting.Venues;
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
    /// <param name="venue">Where it trades.</param>
    /// <param name="exports">Whether telemetry is exported.</param>
    public static IServiceCollection AddHost(this IServiceCollection services, DataDirectory directory, SqliteDocumentStore store, TradingOptions options, DynamicSettings inForce, StrategyCatalog strategies, IVenue venue, bool exports)
    {
        var broker = venue.AddTo(services);
        services
            .AddSingleton(venue)
            .AddSingleton<IDocumentStore>(store)
            .AddSingleton<IPartitionIndex>(store)
            .AddSingleton<IArchive>(new FileArchive(directory.ArchiveFolder))
            .AddSingleton<IPriceTables>(PriceTableSources.In(options.Analysis.Folder ?? directory.PricesFolder))
            .AddSingleton<IArtefacts>(new FileArtefacts(id => Path.Combine(directory.AnalysesFolder, id)))
            .AddSingleton(new AnalysisHosting(options.Analysis.Concurrency))
            .AddSingleton(new AnalysisClock(TimeProvider.System))
            .AddSingleton(venue.Clock)
            .AddSingleton(_ => SqliteSignalQueue.Open(directory.QueueFile, TimeProvider.System, options.Queue.MaxAttempts))
            .AddSingleton<ISignalQueue>(s => s.GetRequiredService<SqliteSignalQueue>())
            .AddSingleton<ISignalOutbox>(s => s.GetRequiredService<SqliteSignalQueue>())
            .AddSingleton(s => new ObservedBroker(broker(s), s.GetRequiredService<TradeMetrics>(), TimeProvider.System))
            .AddSingleton(s => new GuardedBroker(s.GetRequiredService<ObservedBroker>(), options.Broker.Breaker, TimeProvider.System))
            .AddSingleton<IBrokerHealth>(s => s.GetRequiredService<GuardedBroker>())
            .AddBroker(options.Account, s => s.GetRequiredService<GuardedBroker>())
            .AddSingleton<HostTelemetry>()
            .AddPlanner(options.Planner, directory.AnswersFolder)
            .AddSingleton<IAnchorCopies>(new AnchorFile(directory.AnchorsFile))
            .AddSingleton(s => EmbeddedEngine.Open(
                new EngineOptions { DatabasePath = directory.EngineFile, TimeoutClock = TimeProvider.System }, PipelineCatalog.All, s, venue.Clock, s.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<IOrchestrationClient>(s => s.GetRequiredService<EmbeddedEngine>())
            .AddSingleton(new HostReadiness(venue.Mode, new HostSetup(directory.Path, options.Notify.IsOn, exports)))
            .AddSingleton<IReadiness>(s => s.GetRequiredService<HostReadiness>())
            .AddSingleton<HostDuties>()
            .AddSingleton<PipelineRunner>()
            .AddHostedService(s => s.GetRequiredService<PipelineRunner>())
            .AddLiveHub();
        return services.AddTradingHost(options, inForce, strategies, venue.Market, venue.Adapt(TradingSettings.Trade(options, Owner)));
    }
}
