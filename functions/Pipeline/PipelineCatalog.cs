using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Analysis;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Serialization;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline;

/// <summary>Every orchestration and activity once, with its input and output. Both hosts build from it.</summary>
public static class PipelineCatalog
{
    /// <summary>Stamped on every instance. A change of an orchestration's sequence of calls needs another one.</summary>
    public const string Version = "1";

    /// <summary>The store or the market may be away for a moment.</summary>
    public static readonly RetryPolicy StoreRetry = new(Attempts: 5, TimeSpan.FromSeconds(1));

    public static readonly RetryPolicy ScanRetry = new(Attempts: 3, TimeSpan.FromSeconds(5));

    public static readonly RetryPolicy PlanRetry = new(Attempts: 3, TimeSpan.FromSeconds(5));

    /// <summary>Safe to repeat: the trade service looks up what it began.</summary>
    public static readonly RetryPolicy TradeRetry = new(Attempts: 4, TimeSpan.FromSeconds(1));

    public static readonly ActivityDefinition<ScanRequest, MarketScanned> ScanMarket = new(
        "ScanMarket", TimeSpan.FromMinutes(5), Phase.Prepare, PipelineJson.Default.ScanRequest, PipelineJson.Default.MarketScanned, Resolve<ScanMarket, ScanRequest, MarketScanned>);

    public static readonly ActivityDefinition<ScanReference, StocksFiltered> FilterStocks = new(
        "FilterStocks", TimeSpan.FromMinutes(2), Phase.Prepare, PipelineJson.Default.ScanReference, PipelineJson.Default.StocksFiltered, Resolve<FilterStocks, ScanReference, StocksFiltered>);

    public static readonly ActivityDefinition<ScanReference, PortfolioStarted> StartPortfolio = new(
        "StartPortfolio", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.ScanReference, PipelineJson.Default.PortfolioStarted, Resolve<StartPortfolio, ScanReference, PortfolioStarted>);

    public static readonly ActivityDefinition<PlansRequest, PlanSet> GeneratePlans = new(
        "GeneratePlans", TimeSpan.FromMinutes(3), Phase.Prepare, PipelineJson.Default.PlansRequest, PipelineJson.Default.PlanSet, Resolve<GeneratePlans, PlansRequest, PlanSet>);

    public static readonly ActivityDefinition<UpdatePlanRequest, PlanChange> UpdatePlan = new(
        "UpdatePlan", TimeSpan.FromMinutes(1), Phase.Order, PipelineJson.Default.UpdatePlanRequest, PipelineJson.Default.PlanChange, Resolve<UpdatePlan, UpdatePlanRequest, PlanChange>);

    public static readonly ActivityDefinition<CheckRequest, CheckResult> CheckSymbol = new(
        "CheckSymbol", TimeSpan.FromSeconds(30), Phase.Check, PipelineJson.Default.CheckRequest, PipelineJson.Default.CheckResult, Resolve<CheckSymbol, CheckRequest, CheckResult>);

    public static readonly ActivityDefinition<DrainRequest, Drained> DrainAlerts = new(
        "DrainAlerts", TimeSpan.FromSeconds(30), Phase.Drain, PipelineJson.Default.DrainRequest, PipelineJson.Default.Drained, Resolve<DrainAlerts, DrainRequest, Drained>);

    public static readonly ActivityDefinition<EvaluateRequest, Evaluated> EvaluateAlerts = new(
        "EvaluateAlerts", TimeSpan.FromSeconds(30), Phase.Decide, PipelineJson.Default.EvaluateRequest, PipelineJson.Default.Evaluated, Resolve<EvaluateAlerts, EvaluateRequest, Evaluated>);

    public static readonly ActivityDefinition<ExecuteRequest, Executed> ExecuteTrade = new(
        "ExecuteTrade", TimeSpan.FromMinutes(2), Phase.Order, PipelineJson.Default.ExecuteRequest, PipelineJson.Default.Executed, Resolve<ExecuteTrade, ExecuteRequest, Executed>);

    public static readonly ActivityDefinition<RunClosing, bool> CloseRun = new(
        "CloseRun", TimeSpan.FromSeconds(30), Phase.Deadline, PipelineJson.Default.RunClosing, PipelineJson.Default.Boolean, Resolve<CloseRun, RunClosing, bool>);

    public static readonly ActivityDefinition<PortfolioResult, bool> FinishRun = new(
        "FinishRun", TimeSpan.FromSeconds(30), Phase.Deadline, PipelineJson.Default.PortfolioResult, PipelineJson.Default.Boolean, Resolve<FinishRun, PortfolioResult, bool>);

    public static readonly ActivityDefinition<MonitorFailure, MonitorEnd> ReportFailure = new(
        "ReportFailure", TimeSpan.FromSeconds(30), Phase.Deadline, PipelineJson.Default.MonitorFailure, PipelineJson.Default.MonitorEnd, Resolve<ReportFailure, MonitorFailure, MonitorEnd>);

    public static readonly ActivityDefinition<TerminateRequest, bool> TerminateInstance = new(
        "TerminateInstance", TimeSpan.FromSeconds(30), Phase.Deadline, PipelineJson.Default.TerminateRequest, PipelineJson.Default.Boolean, Resolve<TerminateInstance, TerminateRequest, bool>);

    public static readonly ActivityDefinition<PriceRequest, PriceQuote> FetchPrice = new(
        "FetchPrice", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.PriceRequest, PipelineJson.Default.PriceQuote, Resolve<FetchPrice, PriceRequest, PriceQuote>);

    public static readonly ActivityDefinition<MarketDataRequest, MarketDataReply> FetchMarketData = new(
        "FetchMarketData", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.MarketDataRequest, PipelineJson.Default.MarketDataReply, Resolve<FetchMarketData, MarketDataRequest, MarketDataReply>);

    public static readonly ActivityDefinition<HistoryRequest, HistoryReply> FetchHistory = new(
        "FetchHistory", TimeSpan.FromMinutes(1), Phase.Prepare, PipelineJson.Default.HistoryRequest, PipelineJson.Default.HistoryReply, Resolve<FetchHistory, HistoryRequest, HistoryReply>);

    public static readonly ActivityDefinition<ConditionsRequest, ConditionsReply> AnalyseMarket = new(
        "AnalyseMarket", TimeSpan.FromMinutes(1), Phase.Prepare, PipelineJson.Default.ConditionsRequest, PipelineJson.Default.ConditionsReply, Resolve<AnalyseMarket, ConditionsRequest, ConditionsReply>);

    public static readonly ActivityDefinition<PortfolioRiskRequest, PortfolioRiskReply> AnalysePortfolio = new(
        "AnalysePortfolio", TimeSpan.FromMinutes(1), Phase.Decide, PipelineJson.Default.PortfolioRiskRequest, PipelineJson.Default.PortfolioRiskReply, Resolve<AnalysePortfolio, PortfolioRiskRequest, PortfolioRiskReply>);

    public static readonly ActivityDefinition<StrategyRequest, GeneratedSignal> GenerateSignal = new(
        "GenerateSignal", TimeSpan.FromSeconds(30), Phase.Decide, PipelineJson.Default.StrategyRequest, PipelineJson.Default.GeneratedSignal, Resolve<GenerateSignal, StrategyRequest, GeneratedSignal>);

    public static readonly ActivityDefinition<SignalDraft, EvaluatedSignal> EvaluateSignal = new(
        "EvaluateSignal", TimeSpan.FromSeconds(30), Phase.Decide, PipelineJson.Default.SignalDraft, PipelineJson.Default.EvaluatedSignal, Resolve<EvaluateSignal, SignalDraft, EvaluatedSignal>);

    public static readonly ActivityDefinition<TradingSignal, TradeAnswer> AssessRisk = new(
        "AssessRisk", TimeSpan.FromSeconds(30), Phase.Decide, PipelineJson.Default.TradingSignal, TradingJson.Default.TradeAnswer, Resolve<AssessRisk, TradingSignal, TradeAnswer>);

    public static readonly ActivityDefinition<CancelRequest, CancelReply> CancelOrder = new(
        "CancelOrder", TimeSpan.FromSeconds(30), Phase.Order, PipelineJson.Default.CancelRequest, PipelineJson.Default.CancelReply, Resolve<CancelOrder, CancelRequest, CancelReply>);

    public static readonly ActivityDefinition<AccountId, PortfolioView> PortfolioStatus = new(
        "PortfolioStatus", TimeSpan.FromSeconds(30), Phase.Decide, PipelineJson.Default.AccountId, TradingJson.Default.PortfolioView, Resolve<PortfolioStatus, AccountId, PortfolioView>);

    public static readonly ActivityDefinition<Notification, bool> SendAlert = new(
        "SendAlert", TimeSpan.FromSeconds(10), Phase.Deadline, PipelineJson.Default.Notification, PipelineJson.Default.Boolean, Resolve<SendAlert, Notification, bool>);

    /// <summary>Market data may be away for minutes after the close.</summary>
    public static readonly RetryPolicy DayRetry = new(Attempts: 8, TimeSpan.FromSeconds(5));

    public static readonly ActivityDefinition<DayRequest, DayClosed> CloseDay = new(
        "CloseDay", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.DayRequest, PipelineJson.Default.DayClosed, Resolve<CloseDay, DayRequest, DayClosed>);

    public static readonly ActivityDefinition<DayStepRequest, bool> RunDayStep = new(
        "RunDayStep", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.DayStepRequest, PipelineJson.Default.Boolean, Resolve<RunDayStep, DayStepRequest, bool>);

    public static readonly ActivityDefinition<PeriodRequest, PeriodReported> ReportPeriod = new(
        "ReportPeriod", TimeSpan.FromMinutes(1), Phase.Deadline, PipelineJson.Default.PeriodRequest, PipelineJson.Default.PeriodReported, Resolve<ReportPeriod, PeriodRequest, PeriodReported>);

    public static readonly ActivityDefinition<LiquidationStep, LiquidationState> LiquidatePositions = new(
        "LiquidatePositions", TimeSpan.FromMinutes(5), Phase.Order, PipelineJson.Default.LiquidationStep, PipelineJson.Default.LiquidationState, Resolve<LiquidatePositions, LiquidationStep, LiquidationState>);

    public static readonly ActivityDefinition<RebalanceStep, bool> RebalanceTrade = new(
        "RebalanceTrade", TimeSpan.FromMinutes(2), Phase.Order, PipelineJson.Default.RebalanceStep, PipelineJson.Default.Boolean, Resolve<RebalanceTrade, RebalanceStep, bool>);

    public static readonly ActivityDefinition<string, RebalanceProgress> RebalanceStatus = new(
        "RebalanceStatus", TimeSpan.FromSeconds(30), Phase.Order, PipelineJson.Default.String, PipelineJson.Default.RebalanceProgress, Resolve<RebalanceStatusCheck, string, RebalanceProgress>);

    public static readonly ActivityDefinition<string, bool> FinishRebalance = new(
        "FinishRebalance", TimeSpan.FromSeconds(30), Phase.Deadline, PipelineJson.Default.String, PipelineJson.Default.Boolean, Resolve<FinishRebalance, string, bool>);

    public static readonly ActivityDefinition<RetentionRequest, RetentionAges> RetentionAges = new(
        "RetentionAges", TimeSpan.FromSeconds(10), Phase.Deadline, PipelineJson.Default.RetentionRequest, PipelineJson.Default.RetentionAges, Resolve<ReadRetentionAges, RetentionRequest, RetentionAges>);

    public static readonly ActivityDefinition<RetentionStep, RetentionProgress> ArchiveOrders = new(
        "ArchiveOrders", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.RetentionStep, PipelineJson.Default.RetentionProgress, Resolve<ArchiveOrders, RetentionStep, RetentionProgress>);

    public static readonly ActivityDefinition<RetentionStep, RetentionProgress> ArchiveLog = new(
        "ArchiveLog", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.RetentionStep, PipelineJson.Default.RetentionProgress, Resolve<ArchiveLog, RetentionStep, RetentionProgress>);

    public static readonly ActivityDefinition<RetentionStep, RetentionProgress> ArchiveSignals = new(
        "ArchiveSignals", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.RetentionStep, PipelineJson.Default.RetentionProgress, Resolve<ArchiveSignals, RetentionStep, RetentionProgress>);

    public static readonly ActivityDefinition<RetentionStep, RetentionProgress> PurgeInstances = new(
        "PurgeInstances", TimeSpan.FromMinutes(5), Phase.Deadline, PipelineJson.Default.RetentionStep, PipelineJson.Default.RetentionProgress, Resolve<PurgeInstances, RetentionStep, RetentionProgress>);

    public static readonly ActivityDefinition<AnalysisStart, TableOpened> OpenPriceTable = new(
        "OpenPriceTable", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.AnalysisStart, PipelineJson.Default.TableOpened, Resolve<OpenPriceTable, AnalysisStart, TableOpened>);

    public static readonly ActivityDefinition<NamesRequest, ContractNames> NameContracts = new(
        "NameContracts", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.NamesRequest, PipelineJson.Default.ContractNames, Resolve<NameContracts, NamesRequest, ContractNames>);

    public static readonly ActivityDefinition<SliceRequest, SignalCounts> AnalyseSlice = new(
        "AnalyseSlice", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.SliceRequest, PipelineJson.Default.SignalCounts, Resolve<AnalyseSlice, SliceRequest, SignalCounts>);

    public static readonly ActivityDefinition<ContractRequest, ContractOutcome> AnalyseColumn = new(
        "AnalyseColumn", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.ContractRequest, PipelineJson.Default.ContractOutcome, Resolve<AnalyseColumn, ContractRequest, ContractOutcome>);

    public static readonly ActivityDefinition<PageOutcomes, bool> RecordContracts = new(
        "RecordContracts", TimeSpan.FromMinutes(1), Phase.Prepare, PipelineJson.Default.PageOutcomes, PipelineJson.Default.Boolean, Resolve<RecordContracts, PageOutcomes, bool>);

    public static readonly ActivityDefinition<AnalysisStep, bool> CompareContracts = new(
        "CompareContracts", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.AnalysisStep, PipelineJson.Default.Boolean, Resolve<CompareContracts, AnalysisStep, bool>);

    public static readonly ActivityDefinition<AnalysisStep, AnalysisResult> ReportAnalysis = new(
        "ReportAnalysis", TimeSpan.FromMinutes(5), Phase.Prepare, PipelineJson.Default.AnalysisStep, PipelineJson.Default.AnalysisResult, Resolve<ReportAnalysis, AnalysisStep, AnalysisResult>);

    public static readonly ActivityDefinition<AnalysisEnding, bool> FinishAnalysis = new(
        "FinishAnalysis", TimeSpan.FromMinutes(1), Phase.Prepare, PipelineJson.Default.AnalysisEnding, PipelineJson.Default.Boolean, Resolve<FinishAnalysis, AnalysisEnding, bool>);

    public static readonly OrchestrationDefinition<ScanRequest, MarketScanResult> MarketScan = new(
        "MarketScan", Version, Phase.Prepare, PipelineJson.Default.ScanRequest, PipelineJson.Default.MarketScanResult, Orchestrations.MarketScan.Run);

    public static readonly OrchestrationDefinition<PortfolioRequest, PortfolioResult> MonitorPortfolio = new(
        "MonitorPortfolio", Version, Phase.Deadline, PipelineJson.Default.PortfolioRequest, PipelineJson.Default.PortfolioResult, Orchestrations.MonitorPortfolio.Run)
    {
        Events = [PipelineEvents.Control.Name, PipelineEvents.Candidates.Name],
    };

    public static readonly OrchestrationDefinition<MonitorRequest, MonitorEnd> MonitorSymbol = new(
        "MonitorSymbol", Version, Phase.Check, PipelineJson.Default.MonitorRequest, PipelineJson.Default.MonitorEnd, Orchestrations.MonitorSymbol.Run)
    {
        Events = [PipelineEvents.Plan.Name, PipelineEvents.Stop.Name],
    };

    public static readonly OrchestrationDefinition<DeskRequest, DeskResult> AlertDesk = new(
        "AlertDesk", Version, Phase.Drain, PipelineJson.Default.DeskRequest, PipelineJson.Default.DeskResult, Orchestrations.AlertDesk.Run)
    {
        Events = [PipelineEvents.Alert.Name],
    };

    public static readonly OrchestrationDefinition<DayRequest, DayClosed> EndOfDay = new(
        "EndOfDay", Version, Phase.Deadline, PipelineJson.Default.DayRequest, PipelineJson.Default.DayClosed, Day.EndOfDay.Run);

    public static readonly OrchestrationDefinition<LiquidationRequest, LiquidationResult> Liquidation = new(
        "Liquidation", Version, Phase.Order, PipelineJson.Default.LiquidationRequest, PipelineJson.Default.LiquidationResult, Day.Liquidation.Run);

    public static readonly OrchestrationDefinition<RebalanceRequest, RebalanceResult> Rebalance = new(
        "Rebalance", Version, Phase.Order, PipelineJson.Default.RebalanceRequest, PipelineJson.Default.RebalanceResult, Rebalancing.Rebalance.Run);

    public static readonly OrchestrationDefinition<RetentionRequest, RetentionResult> ClearUp = new(
        "ClearUp", Version, Phase.Deadline, PipelineJson.Default.RetentionRequest, PipelineJson.Default.RetentionResult, Retention.ClearUp.Run);

    public static readonly OrchestrationDefinition<AnalysisStart, AnalysisResult> AnalyseTable = new(
        "AnalyseTable", Version, Phase.Prepare, PipelineJson.Default.AnalysisStart, PipelineJson.Default.AnalysisResult, Analysis.AnalyseTable.Run);

    public static readonly OrchestrationDefinition<ContractRequest, ContractOutcome> AnalyseContract = new(
        "AnalyseContract", Version, Phase.Prepare, PipelineJson.Default.ContractRequest, PipelineJson.Default.ContractOutcome, Analysis.AnalyseContract.Run);

    /// <summary>A minute has room for little more: what fails is made up for by the next slot.</summary>
    public static readonly RetryPolicy IngestRetry = new(Attempts: 3, TimeSpan.FromSeconds(1));

    public static readonly ActivityDefinition<IngestRequest, IngestPlan> PlanIngestion = new(
        "PlanIngestion", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.IngestRequest, PipelineJson.Default.IngestPlan, Resolve<PlanIngestion, IngestRequest, IngestPlan>);

    public static readonly ActivityDefinition<ChunkRequest, ChunkResult> IngestChunk = new(
        "IngestChunk", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.ChunkRequest, PipelineJson.Default.ChunkResult, Resolve<IngestChunk, ChunkRequest, ChunkResult>);

    public static readonly ActivityDefinition<IngestEnding, IngestResult> FinishIngestion = new(
        "FinishIngestion", TimeSpan.FromSeconds(30), Phase.Prepare, PipelineJson.Default.IngestEnding, PipelineJson.Default.IngestResult, Resolve<FinishIngestion, IngestEnding, IngestResult>);

    public static readonly OrchestrationDefinition<IngestRequest, IngestResult> IngestBars = new(
        "IngestBars", Version, Phase.Prepare, PipelineJson.Default.IngestRequest, PipelineJson.Default.IngestResult, MarketData.IngestBars.Run);

    public static readonly ActivityDefinition<RetrainRequest, ModelTrained> TrainModel = new(
        "TrainModel", TimeSpan.FromMinutes(10), Phase.Prepare, PipelineJson.Default.RetrainRequest, PipelineJson.Default.ModelTrained, Resolve<TrainModel, RetrainRequest, ModelTrained>);

    public static readonly ActivityDefinition<ModelTrained, bool> PromoteModel = new(
        "PromoteModel", TimeSpan.FromMinutes(1), Phase.Prepare, PipelineJson.Default.ModelTrained, PipelineJson.Default.Boolean, Resolve<PromoteModel, ModelTrained, bool>);

    public static readonly OrchestrationDefinition<RetrainRequest, RetrainResult> RetrainModel = new(
        "RetrainModel", Version, Phase.Prepare, PipelineJson.Default.RetrainRequest, PipelineJson.Default.RetrainResult, Learning.RetrainModel.Run);

    public static readonly Catalog All = new(
        [MarketScan, MonitorPortfolio, MonitorSymbol, AlertDesk, EndOfDay, Liquidation, Rebalance, ClearUp, IngestBars, AnalyseTable, AnalyseContract, RetrainModel],
        [
            ScanMarket, FilterStocks, StartPortfolio, GeneratePlans, UpdatePlan, CheckSymbol, DrainAlerts, EvaluateAlerts, ExecuteTrade,
            CloseRun, FinishRun, ReportFailure, TerminateInstance, FetchPrice, FetchMarketData, FetchHistory, AnalyseMarket, AnalysePortfolio,
            GenerateSignal, EvaluateSignal, AssessRisk, CancelOrder, PortfolioStatus, SendAlert,
            CloseDay, RunDayStep, ReportPeriod, LiquidatePositions, RebalanceTrade, RebalanceStatus, FinishRebalance,
            PlanIngestion, IngestChunk, FinishIngestion,
            RetentionAges, ArchiveOrders, ArchiveLog, ArchiveSignals, PurgeInstances,
            OpenPriceTable, NameContracts, AnalyseSlice, AnalyseColumn, RecordContracts, CompareContracts, ReportAnalysis, FinishAnalysis,
            TrainModel, PromoteModel,
        ]);

    private static IActivity<TIn, TOut> Resolve<TActivity, TIn, TOut>(IServiceProvider services) where TActivity : class, IActivity<TIn, TOut> =>
        services.GetRequiredService<TActivity>();
}
