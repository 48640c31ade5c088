using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Health;
using TradingFunctions.Api.Http;
using TradingFunctions.Azure.Durable;
using TradingFunctions.Azure.Http;
using TradingFunctions.Azure.Queues;
using TradingFunctions.Hosting;
using TradingFunctions.Infra.Otlp;
using TradingFunctions.Infra.Resilience;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The worker's parts. All are singletons: an invocation makes nothing but its function's class.</summary>
internal static class FunctionsServices
{
    /// <summary>Spans of the worker's invocations, under the Functions host's, and of the durable client's starts and events.</summary>
    private static readonly string[] Sources = ["Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask"];

    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, HostStores stores, IVenue venue, DynamicSettings inForce)
    {
        var settings = stores.Settings;
        var broker = venue.AddTo(services);
        services
            .AddSingleton(settings)
            .AddSingleton(s => stores.Counted(s.GetRequiredService<TradeMetrics>()))
            .AddSingleton(stores.Partitions)
            .AddSingleton(stores.Archive)
            .AddSingleton(stores.Anchors)
            .AddSingleton(stores.Artefacts)
            .AddSingleton<IPriceTables>(PriceTableSources.In(settings.Options.Analysis.Folder ?? stores.PricesFolder))
            .AddSingleton(new AnalysisHosting(settings.Options.Analysis.Concurrency))
            .AddSingleton(new AnalysisClock(TimeProvider.System))
            .AddPlanner(settings.Options.Planner, stores.AnswersFolder)
            .AddSignalQueue(settings)
            .AddOtlp(settings.Telemetry, typeof(FunctionsServices).Assembly.GetName().Version?.ToString(3) ?? "0", Sources)
            .AddSingleton(new HostReadiness(venue.Mode, new HostSetup(stores.Path, settings.Options.Notify.IsOn, settings.Telemetry.IsOn)))
            .AddSingleton(venue.Clock)
            .AddSingleton(venue.Time)
            .AddSingleton(s => new ObservedBroker(broker(s), s.GetRequiredService<TradeMetrics>(), TimeProvider.System))
            .AddSingleton(s => new GuardedBroker(s.GetRequiredService<ObservedBroker>(), settings.Options.Broker.Breaker, TimeProvider.System))
            .AddSingleton<IBrokerHealth>(s => s.GetRequiredService<GuardedBroker>())
            .AddBroker(settings.Options.Account, s => s.GetRequiredService<GuardedBroker>())
            .AddSingleton<BoundOrchestrationClient>()
            .AddSingleton<IOrchestrationClient>(s => s.GetRequiredService<BoundOrchestrationClient>())
            .AddSingleton<IReadiness>(s => s.GetRequiredService<HostReadiness>())
            .AddSingleton<StartGate>()
            .AddSingleton(new AdminGate(settings.Admins, settings.AdminRole))
            .AddSingleton<RequestLog>()
            .AddSingleton<HttpFront>()
            .AddSingleton<ActivityHost>()
            .AddSingleton<LiveBroadcast>()
            .AddHostedService<FunctionsStart>()
            .AddHostedService<HostWatch>();
        return services.AddTradingHost(settings.Options, inForce, StrategyCatalog.BuiltIn, venue.Market, TradingSettings.Trade(settings.Options, settings.Worker));
    }
}
