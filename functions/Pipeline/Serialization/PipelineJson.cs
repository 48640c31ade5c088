using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Notifications;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Activities;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.Pipeline.Retention;
using TradingFunctions.Pipeline.Runs;

namespace TradingFunctions.Pipeline.Serialization;

/// <summary>The one set of JSON rules of both hosts: source-generated, camel case, no NaN, no polymorphism.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(TradingSignal))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(MonitoringPlan))]
[JsonSerializable(typeof(OrderTerms))]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(BrokerOrder))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanReference))]
[JsonSerializable(typeof(MarketScanResult))]
[JsonSerializable(typeof(MarketScanned))]
[JsonSerializable(typeof(StocksFiltered))]
[JsonSerializable(typeof(PortfolioStarted))]
[JsonSerializable(typeof(PortfolioRequest))]
[JsonSerializable(typeof(PortfolioControl))]
[JsonSerializable(typeof(PortfolioProgress))]
[JsonSerializable(typeof(PortfolioResult))]
[JsonSerializable(typeof(CandidatesHint))]
[JsonSerializable(typeof(PlansRequest))]
[JsonSerializable(typeof(PlanSet))]
[JsonSerializable(typeof(RunClosing))]
[JsonSerializable(typeof(MonitorFailure))]
[JsonSerializable(typeof(TerminateRequest))]
[JsonSerializable(typeof(MonitorEnd))]
[JsonSerializable(typeof(MonitorRequest))]
[JsonSerializable(typeof(MonitorStatus))]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(PlanUpdated))]
[JsonSerializable(typeof(StopMonitor))]
[JsonSerializable(typeof(AlertHint))]
[JsonSerializable(typeof(DeskRequest))]
[JsonSerializable(typeof(DeskResult))]
[JsonSerializable(typeof(DrainRequest))]
[JsonSerializable(typeof(Drained))]
[JsonSerializable(typeof(EvaluateRequest))]
[JsonSerializable(typeof(Evaluated))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(Executed))]
[JsonSerializable(typeof(UpdatePlanRequest))]
[JsonSerializable(typeof(PlanChange))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ScanDocument))]
[JsonSerializable(typeof(PlanIndexDocument))]
[JsonSerializable(typeof(PlanHeadDocument))]
[JsonSerializable(typeof(WatermarkDocument))]
[JsonSerializable(typeof(ClosingDocument))]
[JsonSerializable(typeof(DecisionDocument))]
[JsonSerializable(typeof(OutcomeDocument))]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(PriceRequest))]
[JsonSerializable(typeof(PriceQuote))]
[JsonSerializable(typeof(MarketDataRequest))]
[JsonSerializable(typeof(MarketDataReply))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(ConditionsRequest))]
[JsonSerializable(typeof(ConditionsReply))]
[JsonSerializable(typeof(PortfolioRiskRequest))]
[JsonSerializable(typeof(PortfolioRiskReply))]
[JsonSerializable(typeof(StrategyRequest))]
[JsonSerializable(typeof(GeneratedSignal))]
[JsonSerializable(typeof(SignalDraft))]
[JsonSerializable(typeof(EvaluatedSignal))]
[JsonSerializable(typeof(CancelRequest))]
[JsonSerializable(typeof(CancelReply))]
[JsonSerializable(typeof(AccountId))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(DayRequest))]
[JsonSerializable(typeof(DayClosed))]
[JsonSerializable(typeof(DayStepRequest))]
[JsonSerializable(typeof(PeriodRequest))]
[JsonSerializable(typeof(PeriodReported))]
[JsonSerializable(typeof(LiquidationRequest))]
[JsonSerializable(typeof(LiquidationResult))]
[JsonSerializable(typeof(LiquidationStep))]
[JsonSerializable(typeof(LiquidationState))]
[JsonSerializable(typeof(RetentionRequest))]
[JsonSerializable(typeof(RetentionAges))]
[JsonSerializable(typeof(RetentionStep))]
[JsonSerializable(typeof(RetentionProgress))]
[JsonSerializable(typeof(RetentionResult))]
[JsonSerializable(typeof(RebalanceRequest))]
[JsonSerializable(typeof(RebalanceResult))]
[JsonSerializable(typeof(RebalanceStep))]
[JsonSerializable(typeof(RebalanceProgress))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
public sealed partial class PipelineJson : JsonSerializerContext;
