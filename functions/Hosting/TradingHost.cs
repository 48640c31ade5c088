using TradingFunctions.Api.Live;
using TradingFunctions.Api.Metrics;
using TradingFunctions.Api.Signals;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Infra.Learning;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Notifications;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Signals;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Telemetry;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Trading.Watching;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Hosting;

/// <summary>The parts that every live host has. The host adds the ports, its clock, its readiness and what drives them.</summary>
public static class TradingHost
{
    /// <param name="options">The static configuration.</param>
    /// <param name="inForce">The dynamic one.</param>
    /// <param name="strategies">Built in and plugged in.</param>
    /// <param name="market">What is traded on. Where its bars are taken in, the pipeline sees it through the store.</param>
    /// <param name="trade">How this host trades.</param>
    public static IServiceCollection AddTradingHost(this IServiceCollection services, TradingOptions options, DynamicSettings inForce, StrategyCatalog strategies, IMarketData market, TradeOptions trade) => services
        .AddSingleton(options)
        .AddSingleton<IMarketData>(s => options.Ingestion.IsOn(options.Market.Kind) && market.BarPeriod == TimeSpan.FromMinutes(1)
            ? new IngestedMarket(market, s.GetRequiredService<BarStore>(), options.Ingestion.ChunkSize, s.GetRequiredService<TimeProvider>())
            : market)
        .AddTradingMetrics()
        .AddSingleton<IAccountObserver>(s => new AccountObservers(s.GetRequiredService<ILogger<AccountObservers>>(), s.GetRequiredService<AccountMeter>(), s.GetRequiredService<AccountNews>()))
        .AddNotifications(options.Notify)
        .AddSingleton(ResultTableFormats.Find())
        .AddPipeline(TradingSettings.Pipeline(options, market))
        .AddTrading(trade, inForce.ToRules(options.Orders) with { Sectors = TradingSettings.Sectors(options) })
        .AddSingleton<TradingStart>()
        .AddSingleton<OrderRound>()
        .AddSingleton<TimerDuties>()
        .AddSingleton<ProcessDuties>()
        .AddTracking(MlFlowSettings.Read(Environment.GetEnvironmentVariable))
        .AddSingleton<ScheduledTriggers>()
        .AddSingleton<TradingControl>()
        .AddSingleton(options.Watch)
        .AddSingleton<MarketPulse>()
        .AddSingleton<TradingWatch>()
        .AddSingleton<ManualLocks>()
        .AddSingleton<LockHeartbeat>()
        .AddDecisionChains()
        .AddSingleton<SymbolDirectory>()
        .AddSingleton(s => new SignalTimes(s.GetRequiredService<ITradeService>(), s.GetRequiredService<TimeProvider>(), TimeProvider.System))
        .AddSingleton(s => new WorkerRegistry(s.GetRequiredService<IDocumentStore>(), options.Workers, TimeProvider.System))
        .AddSingleton<SignalIntake>()
        .AddSingleton(s => new SignalDelivery(s.GetRequiredService<SignalIntake>(), options.Queue))
        .AddSingleton(s => new DynamicConfiguration(s.GetRequiredService<IDocumentStore>(), TimeProvider.System))
        .AddSingleton(s => new AuditTrail(s.GetRequiredService<IDocumentStore>(), options.Account, TimeProvider.System))
        .AddSingleton<DenialCounter>()
        .AddSingleton<RiskAnalyst>()
        .AddSingleton<RiskReporter>()
        .AddSingleton<DailyRiskReport>()
        .AddSingleton<IDayStep>(s => s.GetRequiredService<DailyRiskReport>())
        .AddSingleton<LimitDesk>()
        .AddSingleton<StrategySwitchDesk>()
        .AddSingleton<IModelFitter, LogisticRegression>()
        .AddSingleton<CurrentModel>()
        .AddRetraining()
        .AddSingleton(s => strategies.With(TrainedStrategies.Of(s.GetRequiredService<CurrentModel>())))
        .AddSingleton(s => new StrategyBook(s.GetRequiredService<StrategyCatalog>(), s.GetRequiredService<PipelineSettings>(), TimeProvider.System))
        .AddSingleton<StrategyPlans>()
        .AddSingleton<StrategyPerformance>()
        .AddSingleton<StrategyDesk>()
        .AddSingleton<IMeasurements>(s => new MetricsWatch(s.GetRequiredService<MetricsStore>(), s.GetRequiredService<HostGauges>()))
        .AddLiveView();
}
