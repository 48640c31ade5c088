using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Books;
using TradingFunctions.Api.Charts;
using TradingFunctions.Api.Health;
using TradingFunctions.Api.Http;
using TradingFunctions.Api.Instances;
using TradingFunctions.Api.Live;
using TradingFunctions.Api.Locks;
using TradingFunctions.Api.Metrics;
using TradingFunctions.Api.Models;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.Orders;
using TradingFunctions.Api.Planning;
using TradingFunctions.Api.Portfolio;
using TradingFunctions.Api.Queue;
using TradingFunctions.Api.Rebalancing;
using TradingFunctions.Api.Risk;
using TradingFunctions.Api.Scans;
using TradingFunctions.Api.Signals;
using TradingFunctions.Api.State;
using TradingFunctions.Api.Strategies;
using TradingFunctions.Api.Summaries;
using TradingFunctions.Domain.Market.Scanning;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Decisions.Chains;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Rebalancing;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.Pipeline.Strategies;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.Pipeline.Trading.States;
using TradingFunctions.Pipeline.Workers;

namespace TradingFunctions.Api;

/// <summary>JSON of the API: source-generated, camel case, enumerations too.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(CamelCaseEnumConverter<BadValues>),
        typeof(CamelCaseEnumConverter<ExperimentKind>),
        typeof(CamelCaseEnumConverter<ModelStage>),
        typeof(CamelCaseEnumConverter<ExperimentStatus>),
        typeof(CamelCaseEnumConverter<AdviceVerdict>),
        typeof(CamelCaseEnumConverter<AuditFaultKind>),
        typeof(CamelCaseEnumConverter<BracketLeg>),
        typeof(CamelCaseEnumConverter<CancelAnswer>),
        typeof(CamelCaseEnumConverter<InstanceStatus>),
        typeof(CamelCaseEnumConverter<IntentStage>),
        typeof(CamelCaseEnumConverter<OrderEnd>),
        typeof(CamelCaseEnumConverter<OrderEventKind>),
        typeof(CamelCaseEnumConverter<OrderPurpose>),
        typeof(CamelCaseEnumConverter<OrderSource>),
        typeof(CamelCaseEnumConverter<OrderState>),
        typeof(CamelCaseEnumConverter<OrderType>),
        typeof(CamelCaseEnumConverter<Side>),
        typeof(CamelCaseEnumConverter<RebalanceStatus>),
        typeof(CamelCaseEnumConverter<SignalProgressStatus>),
        typeof(CamelCaseEnumConverter<SplitStatus>),
        typeof(CamelCaseEnumConverter<AlertIntent>),
        typeof(CamelCaseEnumConverter<Combination>),
        typeof(CamelCaseEnumConverter<ConditionKind>),
        typeof(CamelCaseEnumConverter<DecisionKind>),
        typeof(CamelCaseEnumConverter<DecisionReason>),
        typeof(CamelCaseEnumConverter<ModelOutcome>),
        typeof(CamelCaseEnumConverter<MonitorState>),
        typeof(CamelCaseEnumConverter<OncePer>),
        typeof(CamelCaseEnumConverter<PlanAuthor>),
        typeof(CamelCaseEnumConverter<PlannerKind>),
        typeof(CamelCaseEnumConverter<Relation>),
        typeof(CamelCaseEnumConverter<ScanRejectionCode>),
        typeof(CamelCaseEnumConverter<TimeInForce>),
        typeof(CamelCaseEnumConverter<TradingState>),
    ])]
[JsonSerializable(typeof(AnalysisAnswer))]
[JsonSerializable(typeof(AnalysisBody))]
[JsonSerializable(typeof(AnalysisDetail))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(BarsAnswer))]
[JsonSerializable(typeof(CancelResult))]
[JsonSerializable(typeof(ReplaceBody))]
[JsonSerializable(typeof(ReplaceResult))]
[JsonSerializable(typeof(HostView))]
[JsonSerializable(typeof(SignalDecision))]
[JsonSerializable(typeof(LimitsInForce))]
[JsonSerializable(typeof(BooksReport))]
[JsonSerializable(typeof(DaySummary))]
[JsonSerializable(typeof(InstanceAction))]
[JsonSerializable(typeof(InstanceDetail))]
[JsonSerializable(typeof(ListAnswer<Anchor>))]
[JsonSerializable(typeof(ListAnswer<AuditRecord>))]
[JsonSerializable(typeof(ListAnswer<AlertAnswer>))]
[JsonSerializable(typeof(ListAnswer<AnalysisAnswer>))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelRecord))]
[JsonSerializable(typeof(ModelReasonBody))]
[JsonSerializable(typeof(TrainingStarted))]
[JsonSerializable(typeof(ExperimentRecord))]
[JsonSerializable(typeof(ExperimentComparison))]
[JsonSerializable(typeof(ListAnswer<ExperimentRecord>))]
[JsonSerializable(typeof(ListAnswer<ArtefactAnswer>))]
[JsonSerializable(typeof(ListAnswer<ConfigDifference>))]
[JsonSerializable(typeof(ListAnswer<EquityAnswer>))]
[JsonSerializable(typeof(ListAnswer<InstanceView>))]
[JsonSerializable(typeof(ListAnswer<ModelExchange>))]
[JsonSerializable(typeof(ListAnswer<MonitorAnswer>))]
[JsonSerializable(typeof(ListAnswer<OrderAnswer>))]
[JsonSerializable(typeof(ListAnswer<PoisonView>))]
[JsonSerializable(typeof(ListAnswer<PositionAnswer>))]
[JsonSerializable(typeof(ListAnswer<Trade>))]
[JsonSerializable(typeof(ListAnswer<ScanAnswer>))]
[JsonSerializable(typeof(ListAnswer<SignalView>))]
[JsonSerializable(typeof(ListAnswer<RebalanceProposal>))]
[JsonSerializable(typeof(ListAnswer<SummaryLine>))]
[JsonSerializable(typeof(ListAnswer<Worker>))]
[JsonSerializable(typeof(LimitBody))]
[JsonSerializable(typeof(LimitOverride))]
[JsonSerializable(typeof(LimitsView))]
[JsonSerializable(typeof(LivenessAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(MonitorAction))]
[JsonSerializable(typeof(MonitorBody))]
[JsonSerializable(typeof(MonitorDetail))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(PeriodSummary))]
[JsonSerializable(typeof(PlanAccepted))]
[JsonSerializable(typeof(QualityReport))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(PlannerAnswer))]
[JsonSerializable(typeof(PortfolioAnswer))]
[JsonSerializable(typeof(PositionAnswer))]
[JsonSerializable(typeof(QueuedSignal))]
[JsonSerializable(typeof(ReadinessAnswer))]
[JsonSerializable(typeof(RebalanceBody))]
[JsonSerializable(typeof(RebalanceDecisionBody))]
[JsonSerializable(typeof(RebalanceProposal))]
[JsonSerializable(typeof(ResendAnswer))]
[JsonSerializable(typeof(ScanDetail))]
[JsonSerializable(typeof(SignalDraft))]
[JsonSerializable(typeof(SignalView))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(SplitBody))]
[JsonSerializable(typeof(SplitOutcome))]
[JsonSerializable(typeof(TradeAnswer))]
[JsonSerializable(typeof(TrailAnswer))]
[JsonSerializable(typeof(OverrideBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(RiskReport))]
[JsonSerializable(typeof(StrategySwitchAnswer))]
[JsonSerializable(typeof(StrategySwitchBody))]
[JsonSerializable(typeof(StrategyList))]
[JsonSerializable(typeof(StrategyPatchBody))]
[JsonSerializable(typeof(StrategyView))]
[JsonSerializable(typeof(ListAnswer<LockView>))]
[JsonSerializable(typeof(LockBody))]
[JsonSerializable(typeof(LockView))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(TradingStateView))]
[JsonSerializable(typeof(string))]
public sealed partial class ApiJson : JsonSerializerContext;

/// <summary>An enumeration as its name in camel case; numbers are refused.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
