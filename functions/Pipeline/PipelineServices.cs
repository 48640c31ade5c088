using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Decisions;
using TradingFunctions.Pipeline.Decisions.Chains;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.Pipeline.Scanning;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline;

/// <summary>Registers what the catalogue's activities need. The host adds the ports, the trade service, the clock and the logs.</summary>
public static class PipelineServices
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(s => new StrategyBook(s.GetService<StrategyCatalog>() ?? StrategyCatalog.BuiltIn, settings, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<StrategyFaults>()
        .AddSingleton<DocumentCache>()
        .AddSingleton<RunStore>()
        .AddSingleton<AlertStore>()
        .AddSingleton<DecisionStore>()
        .AddSingleton<DecisionLogReader>()
        .AddSingleton<ChainStore>()
        .AddSingleton<RunSealer>()
        .AddSingleton<LogSealer>()
        .AddSingleton<PlanCache>()
        .AddSingleton<PlanService>()
        .AddSingleton<MarketView>()
        .AddSingleton(provider => new ScanUniverse(
            settings.Universe,
            settings.Listed,
            provider.GetRequiredService<IMarketData>(),
            provider.GetService<IMarketScreener>() ?? new SnapshotScreener(provider.GetRequiredService<IMarketData>()),
            provider.GetRequiredService<ILogger<ScanUniverse>>()))
        .AddSingleton<ScanMarket>()
        .AddSingleton<FilterStocks>()
        .AddSingleton(settings.Ingestion)
        .AddSingleton(provider => new RequestBudget(settings.Ingestion.RequestsPerMinute, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<BarStore>()
        .AddSingleton<PlanIngestion>()
        .AddSingleton<IngestChunk>()
        .AddSingleton<FinishIngestion>()
        .AddSingleton<QualityReporter>()
        .AddSingleton<StartPortfolio>()
        .AddSingleton<GeneratePlans>()
        .AddSingleton<UpdatePlan>()
        .AddSingleton<CheckSymbol>()
        .AddSingleton<DrainAlerts>()
        .AddSingleton<EvaluateAlerts>()
        .AddSingleton<ExecuteTrade>()
        .AddSingleton<CloseRun>()
        .AddSingleton<FinishRun>()
        .AddSingleton<ReportFailure>()
        .AddSingleton<TerminateInstance>()
        .AddSingleton<SendAlert>()
        .AddSingleton<FetchPrice>()
        .AddSingleton<FetchMarketData>()
        .AddSingleton<FetchHistory>()
        .AddSingleton<AnalyseMarket>()
        .AddSingleton<AnalysePortfolio>()
        .AddSingleton<GenerateSignal>()
        .AddSingleton<EvaluateSignal>()
        .AddSingleton<RiskPreview>()
        .AddSingleton<AssessRisk>()
        .AddSingleton<CancelOrder>()
        .AddSingleton<PortfolioStatus>()
        .AddSingleton<AccountLog>()
        .AddSingleton<LogExport>()
        .AddSingleton<BooksAuditor>()
        .AddSingleton<SplitService>()
        .AddSingleton<DayStore>()
        .AddSingleton<DayCloser>()
        .AddSingleton<DayReports>()
        .AddSingleton<OpenTrades>()
        .AddSingleton<CloseDay>()
        .AddSingleton<RunDayStep>()
        .AddSingleton<ReportPeriod>()
        .AddSingleton<LiquidatePositions>()
        .AddSingleton<RebalanceStore>()
        .AddSingleton<RebalanceService>()
        .AddSingleton<RebalanceTrade>()
        .AddSingleton<RebalanceStatusCheck>()
        .AddSingleton<FinishRebalance>()
        .AddSingleton<OrderArchiver>()
        .AddSingleton<LogArchiver>()
        .AddSingleton<ReadRetentionAges>()
        .AddSingleton<ArchiveOrders>()
        .AddSingleton<ArchiveLog>()
        .AddSingleton<ArchiveSignals>()
        .AddSingleton<PurgeInstances>()
        .AddAnalysis()
        .AddLearning();

    /// <summary>Seals the decision log at the end of every day. Needs <see cref="IAnchorCopies"/>; a host that throws its state away leaves it out.</summary>
    public static IServiceCollection AddDecisionChains(this IServiceCollection services) => services
        .AddSingleton<DaySealer>()
        .AddSingleton<IDayStep>(provider => provider.GetRequiredService<DaySealer>())
        .AddSingleton<ChainAuditor>();
}
