using System.Collections.Frozen;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>Which way a limit lets more through.</summary>
public enum Loosening
{
    /// <summary>A larger value, or none, lets more through.</summary>
    Higher,

    /// <summary>A smaller value, or none, lets more through.</summary>
    Lower,

    /// <summary>False lets more through.</summary>
    Off,

    /// <summary>True lets more through.</summary>
    On,

    /// <summary>A shorter list lets more through.</summary>
    FewerNames,

    /// <summary>A longer list lets more through, and an empty one lets everybody.</summary>
    MoreNames,

    /// <summary>Anything but Deny lets more through.</summary>
    NotDeny,

    /// <summary>Neither way: a length of a window, a scope, a default.</summary>
    Neither,
}

/// <summary>What there is to know about one limit.</summary>
/// <param name="Name">As in the file and in the address.</param>
/// <param name="Codes">Reason codes of a denial.</param>
/// <param name="Input">What is measured, and where it comes from.</param>
/// <param name="WarmUp">What must have happened before there is an input.</param>
/// <param name="LargestAge">How old the input may be.</param>
/// <param name="OffAt">Of a limit that lets more through the smaller it is: the number at which it lets everything through.</param>
public sealed record LimitInfo(string Name, Loosening Loosening, string Codes, string Input, string WarmUp, string LargestAge, decimal? OffAt = null);

/// <summary>Every limit of the gate, once: what the API, the documentation and the check of changes go by.</summary>
public static class LimitCatalog
{
    private const string None = "none";
    private const string Commit = "the commit before";
    private const string Marks = "the commit before; marks: maxMarkAge";
    private const string Books = "books";
    private const string Exits = "last 16 exits of each symbol, books";
    private const string Analysed = "one background analysis";
    private const string AnalysisAge = "maxAnalysisAge";

    public static readonly LimitInfo[] All =
    [
        new("maxGrossExposure", Loosening.Higher, "CAPITAL", "positions at their marks and working entries over equity, books and market data", None, Marks),
        new("minCashShare", Loosening.Lower, "CAPITAL", "cash without what working entries reserve, books", None, Marks, OffAt: 0m),
        new("maxSymbolShare", Loosening.Higher, "CONCENTRATION", "position and working entries of the symbol over equity, books and market data", None, Marks),
        new("maxPositions", Loosening.Higher, "CONCENTRATION", "symbols with a position or a working entry, books", None, Commit),
        new("maxOrderQuantity", Loosening.Higher, "ORDER_QTY", "shares of the order", None, None),
        new("maxOrderNotional", Loosening.Higher, "ORDER_NOTIONAL, MISSING_INPUT", "shares times reserve price, market data", "one price", "maxReferenceAge"),
        new("priceCollar", Loosening.Higher, "PRICE_COLLAR, STALE_REFERENCE", "distance of the limit price from the reference price, of exits too, market data", "one price", "maxReferenceAge"),
        new("maxReferenceAge", Loosening.Higher, "STALE_REFERENCE", "age of the reference price, market data", "one price", "itself, and the source's bar period"),
        new("maxMarkAge", Loosening.Higher, "STALE_REFERENCE, MISSING_INPUT", "age of the prices that value what is held, in open session time, market data", "one price of everything held", "itself, and the source's bar period"),
        new("duplicateWindow", Loosening.Lower, "DUPLICATE", "last 64 entries of the symbol, " + Books, None, Commit, OffAt: 0m),
        new("window", Loosening.Neither, "WINDOW_LIMIT", "length of the window", None, None),
        new("maxWindowOrders", Loosening.Higher, "WINDOW_LIMIT", "entries of this window and the one before, " + Books, None, Commit),
        new("maxWindowQuantity", Loosening.Higher, "WINDOW_LIMIT", "shares of entries of this window and the one before, " + Books, None, Commit),
        new("maxWindowNotional", Loosening.Higher, "WINDOW_LIMIT", "dollars of entries of this window and the one before, " + Books, None, Commit),
        new("messagesPerMinute", Loosening.Higher, "THROTTLED", "token bucket of the account, " + Books, None, Commit),
        new("exitMessageShare", Loosening.Lower, "THROTTLED", "share of the bucket kept for exits", None, None, OffAt: 0m),
        new("maxPositionQuantity", Loosening.Higher, "POSITION_LIMIT", "shares of position and working entries, " + Books, None, Commit),
        new("restrictedSymbols", Loosening.FewerNames, "RESTRICTED", "symbol of the order", None, None),
        new("closedMarket", Loosening.NotDeny, "MARKET_CLOSED", "exchange calendar", None, None),
        new("allowShort", Loosening.On, "NOT_SHORTABLE, MISSING_INPUT", "side of the order, the broker's word on symbol and account, asked for before an entry", "an answer of the broker", "symbol: the session; account: one minute"),
        new("maxPortfolioRisk", Loosening.Higher, "PORTFOLIO_RISK", "open stop distances over equity, this order's included, " + Books, None, Marks),
        new("requireStop", Loosening.Off, "STOP_REQUIRED", "stop loss of the order", None, None),
        new("defaultStop", Loosening.Neither, "STOP_REQUIRED", "stop that is attached where a signal has none", None, None),
        new("defaultTakeProfit", Loosening.Neither, "BRACKET", "take profit that is attached where a signal has none", None, None),
        new("minConfidence", Loosening.Lower, "CONFIDENCE", "confidence of the signal", None, "maxSignalAge", OffAt: 0m),
        new("cooldown", Loosening.Lower, "COOLDOWN", "time of the last exit, " + Books, None, Commit, OffAt: 0m),
        new("cooldownScope", Loosening.Neither, "COOLDOWN", "exits of the symbol or of all", None, None),
        new("maxDrawdown", Loosening.Higher, "DRAWDOWN", "equity against its peak, books and market data", None, Marks),
        new("maxDailyLoss", Loosening.Higher, "DRAWDOWN", "loss since the last day's close over equity then, books and market data", "one closed day; before it the start", Marks),
        new("maxSignalAge", Loosening.Higher, "EXPIRED", "timestamp of the signal", None, "itself"),
        new("maxVolumeShare", Loosening.Higher, "ADV_SHARE, MISSING_INPUT", "average daily volume of the last 20 sessions, the source's history added up by session, asked for once a session", "20 closed sessions", "the last closed session"),
        new("requireReconciliation", Loosening.Off, "NOT_RECONCILED", "last reconciliation with the broker, " + Books, "one reconciliation", "one day"),
        new("authorisedCallers", Loosening.MoreNames, "UNAUTHORISED", "name in x-caller; pipeline and queue for the pipeline's own", None, None),
        new("requireListedStrategy", Loosening.Off, "UNAUTHORISED", "strategy of the order against the strategies section", None, None),
        new("maxStrategyExecutions", Loosening.Higher, "STRATEGY_HALTED", "entries of the strategy in this window and the one before, " + Books, None, Commit),
        new("strategyWindow", Loosening.Neither, "STRATEGY_HALTED", "length of the window", None, None),
        new("maxSectorShare", Loosening.Higher, "CONCENTRATION, MISSING_INPUT", "positions and working entries of the sector over equity, books and riskControl.sectorFile", "a line of the sector file", Marks),
        new("maxCorrelation", Loosening.Higher, "CORRELATION, MISSING_INPUT", "correlation with everything held, background analysis", Analysed, AnalysisAge),
        new("maxValueAtRisk", Loosening.Higher, "PORTFOLIO_RISK, MISSING_INPUT", "value at risk of a bar over equity, background analysis", Analysed, AnalysisAge),
        new("maxStressLoss", Loosening.Higher, "PORTFOLIO_RISK, MISSING_INPUT", "loss in the worst stress scenario over equity, background analysis", Analysed, AnalysisAge),
        new("maxAnalysisAge", Loosening.Higher, "MISSING_INPUT", "age of the background analysis", Analysed, "itself"),
        new("stopGuardStops", Loosening.Higher, "STOP_GUARD", "stops among the " + Exits, None, Commit),
        new("stopGuardWindow", Loosening.Neither, "STOP_GUARD", "length of the window", None, None),
        new("stopGuardDuration", Loosening.Lower, "STOP_GUARD", "length of the ban", None, None),
        new("stopGuardScope", Loosening.Neither, "STOP_GUARD", "exits of the symbol or of all", None, None),
        new("minProfit", Loosening.Lower, "LOW_PROFIT", "profit on cost of the " + Exits, "lowProfitTrades exits", Commit, OffAt: -1m),
        new("lowProfitTrades", Loosening.Higher, "LOW_PROFIT", "exits from which on the limit counts", None, None),
        new("lowProfitWindow", Loosening.Neither, "LOW_PROFIT", "length of the window", None, None),
        new("lowProfitDuration", Loosening.Lower, "LOW_PROFIT", "length of the ban", None, None),
        new("lowProfitScope", Loosening.Neither, "LOW_PROFIT", "exits of the symbol or of all", None, None),
        new("maxWindowDrawdown", Loosening.Higher, "DRAWDOWN", "fall of the realised P&L over equity, " + Exits, None, Marks),
        new("drawdownWindow", Loosening.Neither, "DRAWDOWN", "length of the window", None, None),
        new("drawdownDuration", Loosening.Lower, "DRAWDOWN", "length of the ban", None, None),
        new("drawdownScope", Loosening.Neither, "DRAWDOWN", "exits of the symbol or of all", None, None),
    ];

    private static readonly FrozenDictionary<string, LimitInfo> ByName = All.ToFrozenDictionary(limit => limit.Name, StringComparer.Ordinal);

    /// <summary>Null where there is no such limit.</summary>
    public static LimitInfo? Find(string name) => ByName.GetValueOrDefault(name);
}
