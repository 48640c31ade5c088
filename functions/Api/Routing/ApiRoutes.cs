using Microsoft.AspNetCore.Http;
using TradingFunctions.Api.Analyses;
using TradingFunctions.Api.Audit;
using TradingFunctions.Api.Books;
using TradingFunctions.Api.Charts;
using TradingFunctions.Api.Configuration;
using TradingFunctions.Api.Experiments;
using TradingFunctions.Api.Health;
using TradingFunctions.Api.Instances;
using TradingFunctions.Api.Live;
using TradingFunctions.Api.Locks;
using TradingFunctions.Api.MarketData;
using TradingFunctions.Api.Metrics;
using TradingFunctions.Api.Models;
using TradingFunctions.Api.Monitors;
using TradingFunctions.Api.OpenApi;
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
using TradingFunctions.Api.Workers;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Api.Routing;

/// <summary>Every operation of the API, once. Hosts map it, the OpenAPI document describes it.</summary>
public static class ApiRoutes
{
    private static readonly QueryParameter Limit = new("limit", "Most items of a page, 1 to 1000; 100 where left out.", "integer");
    private static readonly QueryParameter After = new("after", "The 'next' of the page before.");

    public static readonly ApiRoute ExecuteSignal = new("POST", "/api/signals/execute", SignalEndpoints.Execute, "Executes a signal now and answers what became of it: executed, working, partiallyFilled, canceled, unresolved, held, or denied with every reason.")
    {
        Tag = "Signals",
        Query = [new("wait", "Milliseconds to wait for fills before answering, 0 to 30000; orders.fillWait of the configuration where left out.", "integer")],
        Request = ApiJson.Default.SignalDraft,
        Response = ApiJson.Default.TradeAnswer,
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly ApiRoute EnqueueSignal = new("POST", "/api/signals", SignalEndpoints.Enqueue, "Queues a signal; Location says where to read what became of it.")
    {
        Tag = "Signals",
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.SignalDraft,
        Response = ApiJson.Default.QueuedSignal,
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ListSignals = new("GET", "/api/signals", SignalEndpoints.List, "Signals that led to an order, newest first.")
    {
        Tag = "Signals",
        Query = [Limit],
        Response = ApiJson.Default.ListAnswerSignalView,
        Problems = [400],
    };

    public static readonly ApiRoute ShowSignal = new("GET", "/api/signals/{id}", SignalEndpoints.Show, "A signal and its first answer.")
    {
        Tag = "Signals",
        Response = ApiJson.Default.SignalView,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowPortfolio = new("GET", "/api/portfolio", PortfolioEndpoints.Show, "The account at current prices: equity = cash + marketValue = startEquity + realizedPnl + unrealizedPnl - fees.")
    {
        Tag = "Portfolio",
        Response = ApiJson.Default.PortfolioAnswer,
    };

    public static readonly ApiRoute ShowEquity = new("GET", "/api/equity", ChartEndpoints.Equity, "The account's value over sessions, a point a minute, newest session first.")
    {
        Tag = "Portfolio",
        Query = [new("limit", "Most sessions, 1 to 100; 1 where left out.", "integer"), new("session", "Only the session of this date, 2024-03-06.")],
        Response = ApiJson.Default.ListAnswerEquityAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ShowBars = new("GET", "/api/bars/{symbol}", ChartEndpoints.Bars, "The newest bars of a symbol, oldest first.")
    {
        Tag = "Monitors",
        Query = [new("limit", "Most bars, 1 to 1000; 390 where left out, a session of minutes.", "integer")],
        Response = ApiJson.Default.BarsAnswer,
        Problems = [400, 404, 503],
    };

    public static readonly ApiRoute ListPositions = new("GET", "/api/positions", PortfolioEndpoints.Positions, "Open positions by symbol.")
    {
        Tag = "Portfolio",
        Response = ApiJson.Default.ListAnswerPositionAnswer,
    };

    public static readonly ApiRoute ListOrders = new("GET", "/api/orders", OrderEndpoints.List, "Working orders, oldest first, then final ones, newest first.")
    {
        Tag = "Orders",
        Query = [new("status", "stored, sending, unresolved, working, partiallyFilled, filled, canceled, expired, replaced, rejected, lost or denied."), new("symbol", "Only this symbol."), Limit, After],
        Response = ApiJson.Default.ListAnswerOrderAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ShowOrder = new("GET", "/api/orders/{id}", OrderEndpoints.Show, "An order and what its decision rested on.")
    {
        Tag = "Orders",
        Response = ApiJson.Default.OrderAnswer,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowOrderTrail = new("GET", "/api/orders/{id}/trail", OrderEndpoints.Trail, "An order from its reason to what it earned: signal or alert, plan, every risk control with value and limit, sizing, reservation, messages of the broker, fills, P&L.")
    {
        Tag = "Orders",
        Response = ApiJson.Default.TrailAnswer,
        Problems = [400, 404],
    };

    public static readonly ApiRoute CancelOrder = new("DELETE", "/api/orders/{id}", OrderEndpoints.Cancel, "Asks the broker to cancel an order; possible in every trading state.")
    {
        Tag = "Orders",
        Success = StatusCodes.Status202Accepted,
        Response = ApiJson.Default.CancelResult,
        Problems = [400, 404, 409, 503],
    };

    public static readonly ApiRoute ReplaceOrder = new("PATCH", "/api/orders/{id}", ReplaceEndpoints.Replace, "Replaces a working order: it is cancelled, and once it has ended the new one passes the gate and is sent for what is left. The same change asked for again is done once.")
    {
        Tag = "Orders",
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.ReplaceBody,
        Response = ApiJson.Default.ReplaceResult,
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ListTrades = new("GET", "/api/trades", OrderEndpoints.Trades, "Fills, newest first.")
    {
        Tag = "Orders",
        Query = [new("symbol", "Only this symbol."), new("since", "Only from this time on, 2024-03-06T14:30:00Z."), Limit, After],
        Response = ApiJson.Default.ListAnswerTrade,
        Problems = [400],
    };

    public static readonly ApiRoute RebuildBooks = new("GET", "/api/books", BooksEndpoints.Rebuild, "The books rebuilt from the log, and every figure that the stored ones have otherwise.")
    {
        Tag = "Books",
        Response = ApiJson.Default.BooksReport,
        Problems = [400],
    };

    public static readonly ApiRoute ExportBooks = new("GET", "/api/books/log", BooksEndpoints.Export, "The account's log of intents, order events, fills and adjustments as JSON lines (application/x-ndjson), oldest first.")
    {
        Tag = "Books",
        Query = [new("after", "Only entries after this number; 0 where left out.", "integer")],
        Problems = [400],
    };

    public static readonly ApiRoute SplitPosition = new("POST", "/api/books/splits", BooksEndpoints.Split, "Books a split on a position, once the broker shows it.")
    {
        Tag = "Books",
        Admin = true,
        Request = ApiJson.Default.SplitBody,
        Response = ApiJson.Default.SplitOutcome,
        Problems = [400, 409, 413, 415, 422, 503],
    };

    public static readonly ApiRoute ListSummaries = new("GET", "/api/summaries", SummaryEndpoints.List, "Trading days that were closed, oldest first: the equity curve. The running month where nothing is said.")
    {
        Tag = "Summaries",
        Query = [new("month", "A month, 2024-03."), new("from", "First day, 2024-03-06."), new("to", "Last day, 2024-03-06.")],
        Response = ApiJson.Default.ListAnswerSummaryLine,
        Problems = [400],
    };

    public static readonly ApiRoute ShowSummary = new("GET", "/api/summaries/{date}", SummaryEndpoints.Show, "What a trading day came to, in total, per strategy and per worker; 'latest' is the newest.")
    {
        Tag = "Summaries",
        Response = ApiJson.Default.DaySummary,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowWeek = new("GET", "/api/summaries/weeks/{date}", SummaryEndpoints.Week, "The week of a date, Monday to Sunday.")
    {
        Tag = "Summaries",
        Response = ApiJson.Default.PeriodSummary,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowMonth = new("GET", "/api/summaries/months/{date}", SummaryEndpoints.Month, "The month of a date.")
    {
        Tag = "Summaries",
        Response = ApiJson.Default.PeriodSummary,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ProposeRebalance = new("POST", "/api/rebalancing", RebalanceEndpoints.Propose, "Proposes the trades that lead to target weights; nothing is traded before a person approves.")
    {
        Tag = "Rebalancing",
        Success = StatusCodes.Status201Created,
        Request = ApiJson.Default.RebalanceBody,
        Response = ApiJson.Default.RebalanceProposal,
        Problems = [400, 413, 415, 422, 503],
    };

    public static readonly ApiRoute ListRebalances = new("GET", "/api/rebalancing", RebalanceEndpoints.List, "Proposals of the last year, newest first.")
    {
        Tag = "Rebalancing",
        Query = [new("limit", "Most proposals, 1 to 1000; 20 where left out.", "integer")],
        Response = ApiJson.Default.ListAnswerRebalanceProposal,
        Problems = [400],
    };

    public static readonly ApiRoute ShowRebalance = new("GET", "/api/rebalancing/{id}", RebalanceEndpoints.Show, "A proposal with its trades, who decided on it, and what became of each.")
    {
        Tag = "Rebalancing",
        Response = ApiJson.Default.RebalanceProposal,
        Problems = [404],
    };

    public static readonly ApiRoute ApproveRebalance = new("POST", "/api/rebalancing/{id}/approve", RebalanceEndpoints.Approve, "Approves a proposal: its trades go through the gate as ordinary orders, sales first.")
    {
        Tag = "Rebalancing",
        Request = ApiJson.Default.RebalanceDecisionBody,
        Response = ApiJson.Default.RebalanceProposal,
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute RejectRebalance = new("POST", "/api/rebalancing/{id}/reject", RebalanceEndpoints.Reject, "Rejects a proposal.")
    {
        Tag = "Rebalancing",
        Request = ApiJson.Default.RebalanceDecisionBody,
        Response = ApiJson.Default.RebalanceProposal,
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ShowState = new("GET", "/api/risk/state", StateEndpoints.Show, "The trading state: active, reducing or halted, since when and why; ETag is its version.")
    {
        Tag = "Risk",
        Response = ApiJson.Default.TradingStateView,
    };

    public static readonly ApiRoute PutState = new("PUT", "/api/risk/state", StateEndpoints.Change, "Changes the trading state. Halting cancels working orders, the stops of positions apart, and closes positions with flatten; loosening needs If-Match.")
    {
        Tag = "Risk",
        Admin = true,
        Request = ApiJson.Default.StateBody,
        Response = ApiJson.Default.TradingStateView,
        Problems = [400, 403, 412, 413, 415, 422, 428],
    };

    public static readonly ApiRoute ListLocks = new("GET", "/api/locks", LockEndpoints.List, "Symbol locks in force, those of monitors too.")
    {
        Tag = "Risk",
        Response = ApiJson.Default.ListAnswerLockView,
    };

    public static readonly ApiRoute AddLock = new("POST", "/api/locks", LockEndpoints.Add, "Locks a symbol until a time: entries are refused, exits pass. It is taken from the monitor that may hold it.")
    {
        Tag = "Risk",
        Success = StatusCodes.Status201Created,
        Request = ApiJson.Default.LockBody,
        Response = ApiJson.Default.LockView,
        Problems = [400, 413, 415, 422],
    };

    public static readonly ApiRoute RemoveLock = new("DELETE", "/api/locks/{symbol}", LockEndpoints.Remove, "Lifts a manual lock.")
    {
        Tag = "Risk",
        Success = StatusCodes.Status204NoContent,
        Problems = [400, 404, 409],
    };

    public static readonly ApiRoute ListMonitors = new("GET", "/api/monitors", MonitorEndpoints.List, "Running monitors of the newest trading day, by symbol.")
    {
        Tag = "Monitors",
        Query = [new("all", "Those that have ended too.", "boolean")],
        Response = ApiJson.Default.ListAnswerMonitorAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ShowMonitor = new("GET", "/api/monitors/{symbol}", MonitorEndpoints.Show, "A symbol's monitor, its plan and its newest alerts.")
    {
        Tag = "Monitors",
        Response = ApiJson.Default.MonitorDetail,
        Problems = [400, 404],
    };

    public static readonly ApiRoute StartMonitor = new("POST", "/api/monitors", MonitorEndpoints.Start, "Has a symbol monitored for the rest of the day, with a plan written for it now.")
    {
        Tag = "Monitors",
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.MonitorBody,
        Response = ApiJson.Default.MonitorAction,
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ReplaceMonitor = new("POST", "/api/monitors/{symbol}/replace", MonitorEndpoints.Replace, "Ends a symbol's monitor and starts another one, with a plan written for it now.")
    {
        Tag = "Monitors",
        Success = StatusCodes.Status202Accepted,
        Response = ApiJson.Default.MonitorAction,
        Problems = [400, 404, 409],
    };

    public static readonly ApiRoute StopMonitor = new("POST", "/api/monitors/{symbol}/stop", MonitorEndpoints.Stop, "Ends a symbol's monitor for the day; its position and orders are not touched.")
    {
        Tag = "Monitors",
        Success = StatusCodes.Status202Accepted,
        Response = ApiJson.Default.MonitorAction,
        Problems = [400, 404, 409],
    };

    public static readonly ApiRoute PutPlan = new("PUT", "/api/monitors/{symbol}/plan", MonitorEndpoints.PutPlan, "Puts a plan in force at the monitor's next check. The limits of the risk gate stand whatever it says.")
    {
        Tag = "Monitors",
        Request = ApiJson.Default.PlanBody,
        Response = ApiJson.Default.PlanAccepted,
        Problems = [400, 404, 413, 415, 422],
    };

    public static readonly ApiRoute ListAlerts = new("GET", "/api/alerts", AlertEndpoints.List, "Alerts of the newest trading day, newest first, with what was decided on each and what came of it.")
    {
        Tag = "Monitors",
        Query = [new("symbol", "Only this symbol."), Limit],
        Response = ApiJson.Default.ListAnswerAlertAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ListScans = new("GET", "/api/scans", ScanEndpoints.List, "Scans of the market, newest first, with what they picked and why.")
    {
        Tag = "Monitors",
        Query = [new("limit", "Most scans, 1 to 1000; 20 where left out.", "integer")],
        Response = ApiJson.Default.ListAnswerScanAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ShowScan = new("GET", "/api/scans/{id}", ScanEndpoints.Show, "A scan with all that it picked and all that it left out, each with its reason.")
    {
        Tag = "Monitors",
        Query = [new("symbol", "Only this symbol."), new("reason", "Only rejections of this code.")],
        Response = ApiJson.Default.ScanDetail,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowQuality = new("GET", "/api/market/quality", QualityEndpoints.Show, "How good the minute bars are that were taken in on a session: gaps, late and wrong bars, their age when they were stored, requests.")
    {
        Tag = "Monitors",
        Query = [new("date", "A session, 2024-03-06; today's by the market's clock where left out."), new("symbol", "Only this symbol."), new("limit", "Most symbols named, 1 to 1000; 20 where left out.", "integer")],
        Response = ApiJson.Default.QualityReport,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowPlanner = new("GET", "/api/planner", PlannerEndpoints.Show, "Who writes plans, and what the language model took on a trading day.")
    {
        Tag = "Plans",
        Query = [new("run", "A trading day's run; the newest where left out.")],
        Response = ApiJson.Default.PlannerAnswer,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ListQuestions = new("GET", "/api/planner/questions", PlannerEndpoints.Questions, "Questions to the language model on a trading day, with prompt, answer, cost and what became of it, by id.")
    {
        Tag = "Plans",
        Query = [new("run", "A trading day's run; the newest where left out."), Limit, After],
        Response = ApiJson.Default.ListAnswerModelExchange,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ListInstances = new("GET", "/api/instances", InstanceEndpoints.List, "Orchestration instances by id.")
    {
        Tag = "Instances",
        Query =
        [
            new("orchestration", "Only of this name."),
            new("status", "pending, running, suspended, parked, completed, failed or terminated."),
            new("prefix", "Only ids that begin so."),
            Limit,
            After,
        ],
        Response = ApiJson.Default.ListAnswerInstanceView,
        Problems = [400],
    };

    public static readonly ApiRoute ShowInstance = new("GET", "/api/instances/{id}", InstanceEndpoints.Show, "An instance with its history.")
    {
        Tag = "Instances",
        Query = [Limit, After],
        Response = ApiJson.Default.InstanceDetail,
        Problems = [400, 404],
    };

    public static readonly ApiRoute TerminateInstance = new("POST", "/api/instances/{id}/terminate", InstanceEndpoints.Terminate, "Ends an instance. Orders that it placed are not touched.")
    {
        Tag = "Instances",
        Admin = true,
        Query = [new("reason", "Kept with the instance.")],
        Success = StatusCodes.Status202Accepted,
        Response = ApiJson.Default.InstanceAction,
        Problems = [400, 404, 409],
    };

    public static readonly ApiRoute PurgeInstance = new("DELETE", "/api/instances/{id}", InstanceEndpoints.Purge, "Removes an instance that has ended, with its history.")
    {
        Tag = "Instances",
        Admin = true,
        Success = StatusCodes.Status204NoContent,
        Problems = [404, 409],
    };

    private static readonly QueryParameter PoisonQueue = new("queue", "signals, or order-events where a queue brings them; all where left out.");

    public static readonly ApiRoute ListPoison = new("GET", "/api/queue/poison", PoisonEndpoints.List, "Queued signals and order events that were given up.")
    {
        Tag = "Queue",
        Query = [Limit, PoisonQueue],
        Response = ApiJson.Default.ListAnswerPoisonView,
        Problems = [400],
    };

    public static readonly ApiRoute ResendPoison = new("POST", "/api/queue/poison/{id}/resend", PoisonEndpoints.Resend, "Puts a message back into the queue with fresh attempts.")
    {
        Tag = "Queue",
        Admin = true,
        Query = [PoisonQueue],
        Success = StatusCodes.Status202Accepted,
        Response = ApiJson.Default.ResendAnswer,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ListWorkers = new("GET", "/api/workers", WorkerEndpoints.List, "Hosts that work on this store, with their last sign of life.")
    {
        Tag = "Host",
        Response = ApiJson.Default.ListAnswerWorker,
    };

    public static readonly ApiRoute ShowConfig = new("GET", "/api/config", ConfigEndpoints.Show, "The configuration in force, secrets hidden.")
    {
        Tag = "Host",
        Response = ConfigurationJson.Default.TradingOptions,
    };

    public static readonly ApiRoute ShowConfigDiff = new("GET", "/api/config/diff", ConfigEndpoints.Diff, "Where the store differs from the configuration file.")
    {
        Tag = "Host",
        Response = ApiJson.Default.ListAnswerConfigDifference,
    };

    public static readonly ApiRoute ListAudit = new("GET", "/api/audit", AuditEndpoints.List, "What was done to limits, trading state and strategies in the last two years, newest first: by whom, when, why.")
    {
        Tag = "Risk",
        Query = [Limit, After],
        Response = ApiJson.Default.ListAnswerAuditRecord,
        Problems = [400],
    };

    public static readonly ApiRoute VerifyDecisions = new("GET", "/api/audit/decisions", DecisionEndpoints.Verify, "Examines the decision log: every record, chain and anchor, and names what was changed, is missing, was added, reordered or cut off.")
    {
        Tag = "Risk",
        Response = ApiJson.Default.AuditReport,
        Problems = [400],
    };

    public static readonly ApiRoute ListAnchors = new("GET", "/api/audit/anchors", DecisionEndpoints.Anchors, "Daily anchors of the decision log, newest first: keep their hashes elsewhere.")
    {
        Tag = "Risk",
        Query = [Limit, After],
        Response = ApiJson.Default.ListAnswerAnchor,
        Problems = [400],
    };

    public static readonly ApiRoute ListLimits = new("GET", "/api/risk/limits", LimitEndpoints.List, "Every limit of the gate: value, floor, input, and the overrides. The ETag is what a change needs.")
    {
        Tag = "Risk",
        Response = ApiJson.Default.LimitsView,
        Problems = [400],
    };

    public static readonly ApiRoute ShowRiskReport = new("GET", "/api/risk/report", ReportEndpoints.Show, "Value at risk, expected shortfall, stress scenarios, correlations, how much of each limit is used, and what was denied since the host started: as it stands, or as it was kept after the close of a day.")
    {
        Tag = "Risk",
        Query = [new("date", "A session that was closed, 2024-03-06.")],
        Response = ApiJson.Default.RiskReport,
        Problems = [400, 404],
    };

    public static readonly ApiRoute PutLimit = new("PUT", "/api/risk/limits/{name}", LimitEndpoints.Put, "Changes a limit for good: by an operator named in x-caller, with If-Match, above its floor. It is recorded.")
    {
        Tag = "Risk",
        Admin = true,
        Request = ApiJson.Default.LimitBody,
        Response = ApiJson.Default.LimitsView,
        Problems = [400, 403, 404, 412, 413, 415, 422, 428],
    };

    public static readonly ApiRoute AskOverride = new("POST", "/api/risk/overrides", LimitEndpoints.Ask, "Asks for a limit to be loosened for a time; nothing changes before another person confirms it.")
    {
        Tag = "Risk",
        Admin = true,
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.OverrideBody,
        Response = ApiJson.Default.LimitOverride,
        Problems = [400, 403, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ConfirmOverride = new("POST", "/api/risk/overrides/{id}/confirm", LimitEndpoints.Confirm, "Puts an override in force: by another person than the one who asked for it.")
    {
        Tag = "Risk",
        Admin = true,
        Request = ApiJson.Default.ReasonBody,
        Response = ApiJson.Default.LimitOverride,
        Problems = [400, 403, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute EndOverride = new("POST", "/api/risk/overrides/{id}/end", LimitEndpoints.End, "Ends an override before its time.")
    {
        Tag = "Risk",
        Admin = true,
        Request = ApiJson.Default.ReasonBody,
        Response = ApiJson.Default.LimitOverride,
        Problems = [400, 403, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute SwitchStrategy = new("PUT", "/api/risk/strategies/{id}", StrategySwitchEndpoints.Put, "Switches a strategy's entries off, or on again after it went off by itself.")
    {
        Tag = "Risk",
        Admin = true,
        Request = ApiJson.Default.StrategySwitchBody,
        Response = ApiJson.Default.StrategySwitchAnswer,
        Problems = [400, 403, 413, 415, 422],
    };

    public static readonly ApiRoute ShowMetrics = new("GET", "/api/metrics", MetricsEndpoints.Show, "What this host has counted since it started: JSON, or Prometheus text with ?format=prometheus or 'Accept: text/plain'.")
    {
        Tag = "Host",
        Query = [new("format", "json or prometheus; by the Accept header where left out.")],
        Response = ApiJson.Default.MetricsAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ListStrategies = new("GET", "/api/strategies", StrategyEndpoints.List, "Every strategy: state, parameters, limits, P&L, hit rate, time of its evaluations; and plug-ins that were refused, with the reason.")
    {
        Tag = "Strategies",
        Response = ApiJson.Default.StrategyList,
        Problems = [400],
    };

    public static readonly ApiRoute ShowStrategy = new("GET", "/api/strategies/{name}", StrategyEndpoints.Show, "A strategy with the JSON Schema of its parameters. The ETag is what a change needs.")
    {
        Tag = "Strategies",
        Response = ApiJson.Default.StrategyView,
        Problems = [400, 404],
    };

    public static readonly ApiRoute PatchStrategy = new("PATCH", "/api/strategies/{name}", StrategyEndpoints.Patch, "Enables, disables or changes a strategy, from the next check on: by an operator named in x-caller, with If-Match. It is recorded.")
    {
        Tag = "Strategies",
        Request = ApiJson.Default.StrategyPatchBody,
        Response = ApiJson.Default.StrategyView,
        Problems = [400, 403, 404, 412, 413, 415, 422, 428],
    };

    private static readonly QueryParameter Tag = new("tag", "Only with this tag; may be given again. contract:X and slice:N are tags of whatever has them.");

    public static readonly ApiRoute StartAnalysis = new("POST", "/api/analyses", AnalysisEndpoints.Start, "Starts an analysis of every contract of a price table; Location says where to follow it.")
    {
        Tag = "Analyses",
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.AnalysisBody,
        Response = ApiJson.Default.AnalysisAnswer,
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly ApiRoute ListAnalyses = new("GET", "/api/analyses", AnalysisEndpoints.List, "Analyses, newest first.")
    {
        Tag = "Analyses",
        Query = [Tag, Limit],
        Response = ApiJson.Default.ListAnswerAnalysisAnswer,
        Problems = [400],
    };

    public static readonly ApiRoute ShowAnalysis = new("GET", "/api/analyses/{id}", AnalysisEndpoints.Show, "An analysis with its progress, its contracts that are over, its time slices and reports.")
    {
        Tag = "Analyses",
        Query = [Tag, new("limit", "Most contracts, 1 to 1000; 1000 where left out.", "integer"), After],
        Response = ApiJson.Default.AnalysisDetail,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ListArtefacts = new("GET", "/api/analyses/{id}/artefacts", ArtefactEndpoints.List, "All files of an analysis.")
    {
        Tag = "Analyses",
        Response = ApiJson.Default.ListAnswerArtefactAnswer,
        Problems = [400, 404],
    };

    public static readonly ApiRoute DownloadArtefact = new("GET", "/api/analyses/{id}/artefacts/{name}", ArtefactEndpoints.Download, "One file of an analysis: report.html, analysis.json, a contract's table.")
    {
        Tag = "Analyses",
        Problems = [404],
    };

    public static readonly ApiRoute ListRuns = new("GET", "/api/runs", RunEndpoints.List, "Recorded runs (replays, sweeps, analyses, trainings), newest first; those that are parts of a sweep only by tag, name or parent.")
    {
        Tag = "Runs",
        Query = [Tag, new("kind", "analysis, replay, sweep or training."), new("status", "running, finished or failed."), new("name", "A part of the name."), new("parent", "Only parts of this run."), Limit],
        Response = ApiJson.Default.ListAnswerExperimentRecord,
        Problems = [400],
    };

    public static readonly ApiRoute CompareRuns = new("GET", "/api/run-comparisons", RunEndpoints.Compare, "Runs side by side: parameters and which of them differ, metrics and which run is best.")
    {
        Tag = "Runs",
        Query = [new("run", "A run; given again for each.")],
        Response = ApiJson.Default.ExperimentComparison,
        Problems = [400, 404],
    };

    public static readonly ApiRoute ShowRun = new("GET", "/api/runs/{id}", RunEndpoints.Show, "A run: parameters, metrics, tags, files.")
    {
        Tag = "Runs",
        Response = ApiJson.Default.ExperimentRecord,
        Problems = [400, 404],
    };

    public static readonly ApiRoute RecordRun = new("PUT", "/api/runs/{id}", RunEndpoints.Record, "Records a run that was made elsewhere, or what became of it.")
    {
        Tag = "Runs",
        Request = ApiJson.Default.ExperimentRecord,
        Response = ApiJson.Default.ExperimentRecord,
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly ApiRoute DownloadRunFile = new("GET", "/api/runs/{id}/artefacts/{name}", RunEndpoints.Download, "One file of a run: report.html, report.json.")
    {
        Tag = "Runs",
        Problems = [404],
    };

    public static readonly ApiRoute ListModels = new("GET", "/api/models", ModelEndpoints.List, "Trained models, newest first, with their stages and out-of-sample scores; which one is in force, and how it does.")
    {
        Tag = "Models",
        Response = ApiJson.Default.ModelList,
        Problems = [400],
    };

    public static readonly ApiRoute ShowModel = new("GET", "/api/models/{id}", ModelEndpoints.Show, "A trained model; its training run has the same id.")
    {
        Tag = "Models",
        Response = ApiJson.Default.ModelRecord,
        Problems = [400, 404],
    };

    public static readonly ApiRoute TrainModel = new("POST", "/api/models/train", ModelEndpoints.Train, "Trains a model on the market's newest bars; it is promoted only when it was better out of sample.")
    {
        Tag = "Models",
        Success = StatusCodes.Status202Accepted,
        Request = ApiJson.Default.ModelReasonBody,
        Response = ApiJson.Default.TrainingStarted,
        Problems = [400, 413, 415, 422],
    };

    public static readonly ApiRoute PromoteModel = new("POST", "/api/models/{id}/promote", ModelEndpoints.Promote, "Makes a model that was better out of sample the current one; the one before is archived.")
    {
        Tag = "Models",
        Admin = true,
        Request = ApiJson.Default.ModelReasonBody,
        Response = ApiJson.Default.ModelRecord,
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly ApiRoute RollBackModel = new("POST", "/api/models/rollback", ModelEndpoints.Rollback, "Brings the model before the current one back.")
    {
        Tag = "Models",
        Admin = true,
        Request = ApiJson.Default.ModelReasonBody,
        Response = ApiJson.Default.ModelRecord,
        Problems = [400, 404, 413, 415, 422],
    };

    public static readonly ApiRoute Live = new("GET", "/api/health/live", HealthEndpoints.Live, "The process answers.")
    {
        Tag = "Health",
        Open = true,
        Response = ApiJson.Default.LivenessAnswer,
    };

    public static readonly ApiRoute LiveSnapshot = new("GET", "/api/live/snapshot", LiveEndpoints.Snapshot, "The live view at its newest number. A SignalR client at /api/live is sent the changes from there on.")
    {
        Tag = "Host",
    };

    public static readonly ApiRoute Ready = new("GET", "/api/health/ready", HealthEndpoints.Ready, "Everything works; 503 with the parts that do not until then.")
    {
        Tag = "Health",
        Open = true,
        Response = ApiJson.Default.ReadinessAnswer,
    };

    public static readonly ApiRoute OpenApiDocument = new("GET", "/api/openapi.json", OpenApiEndpoint.Show, "This document.")
    {
        Tag = "Health",
        Open = true,
    };

    public static readonly IReadOnlyList<ApiRoute> All =
    [
        ExecuteSignal, EnqueueSignal, ListSignals, ShowSignal,
        ShowPortfolio, ListPositions, ListOrders, ShowOrder, ShowOrderTrail, CancelOrder, ReplaceOrder, ListTrades,
        RebuildBooks, ExportBooks, SplitPosition, ListSummaries, ShowSummary, ShowWeek, ShowMonth,
        ProposeRebalance, ListRebalances, ShowRebalance, ApproveRebalance, RejectRebalance,
        ShowState, PutState, ListLocks, AddLock, RemoveLock,
        ListMonitors, ShowMonitor, StartMonitor, ReplaceMonitor, StopMonitor, PutPlan, ListAlerts, ListScans, ShowScan,
        ShowQuality, ShowPlanner, ListQuestions,
        ListInstances, ShowInstance, TerminateInstance, PurgeInstance, ListPoison, ResendPoison,
        ListWorkers, ShowMetrics, ShowConfig, ShowConfigDiff,
        ListAudit, VerifyDecisions, ListAnchors, ListLimits, PutLimit, AskOverride, ConfirmOverride, EndOverride, SwitchStrategy, ShowRiskReport,
        ListStrategies, ShowStrategy, PatchStrategy,
        LiveSnapshot,
        ShowEquity, ShowBars,
        StartAnalysis, ListAnalyses, ShowAnalysis, ListArtefacts, DownloadArtefact,
        ListRuns, CompareRuns, ShowRun, RecordRun, DownloadRunFile,
        ListModels, ShowModel, TrainModel, PromoteModel, RollBackModel,
        Live, Ready, OpenApiDocument,
    ];
}
