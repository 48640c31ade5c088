using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Risk;

/// <summary>What happens to an order while the market is closed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClosedMarketPolicy>))]
public enum ClosedMarketPolicy
{
    Deny,

    /// <summary>The order waits at the broker for the next session: for decisions on session bars, which exist only after the close.</summary>
    QueueForNextSession,
}

/// <summary>The limits of the gate. A limit that is null is inactive; a limit that is set denies when its input is missing or stale.</summary>
/// <remarks>Shares of equity are fractions: 0.1 is 10 %. Controls of <see cref="MaxOrderQuantity"/> and <see cref="MaxOrderNotional"/> concern entries only:
/// an exit must always be able to leave.</remarks>
public sealed record RiskLimits
{
    /// <summary>Gross exposure, working entries counted, as a multiple of equity. Default 1: no leverage.</summary>
    public decimal? MaxGrossExposure { get; init; } = 1m;

    /// <summary>Cash that entries must leave untouched, as a share of equity. Default 0: cash may be used up, never borrowed.</summary>
    public decimal? MinCashShare { get; init; } = 0m;

    /// <summary>Exposure to one symbol as a share of equity, working entries counted. Default 10 %.</summary>
    public decimal? MaxSymbolShare { get; init; } = 0.10m;

    /// <summary>Symbols with a position or a working entry. Default 50.</summary>
    public int? MaxPositions { get; init; } = 50;

    /// <summary>Shares of one entry. Default 100,000.</summary>
    public Quantity? MaxOrderQuantity { get; init; } = new Quantity(100_000m);

    /// <summary>Dollars of one entry. Default 1,000,000.</summary>
    public Money? MaxOrderNotional { get; init; } = new Money(1_000_000m);

    /// <summary>Distance of a limit price from the reference price, as a share of it. Default 10 %.</summary>
    public decimal? PriceCollar { get; init; } = 0.10m;

    /// <summary>Age of the reference price, on top of the market-data source's own bar period. Default 60 s.</summary>
    public TimeSpan? MaxReferenceAge { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Age of the prices that value what is held, in open session time and on top of the source's own bar period: exposure, drawdown and daily loss rest on them.
    /// Default 15 minutes.
    /// </summary>
    public TimeSpan? MaxMarkAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Length of the duplicate window. Default 5 s.</summary>
    public TimeSpan? DuplicateWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of the window of <see cref="MaxWindowOrders"/>, <see cref="MaxWindowQuantity"/> and <see cref="MaxWindowNotional"/>. Default one minute.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries of the account inside the window. Not set by default.</summary>
    public int? MaxWindowOrders { get; init; }

    /// <summary>Shares of entries of the account inside the window. Not set by default.</summary>
    public Quantity? MaxWindowQuantity { get; init; }

    /// <summary>Dollars of entries of the account inside the window. Not set by default.</summary>
    public Money? MaxWindowNotional { get; init; }

    /// <summary>Messages to the broker a minute, a token bucket shared by the account. Not set by default; Alpaca allows 200.</summary>
    public int? MessagesPerMinute { get; init; }

    /// <summary>Share of the message budget that only exits may use. Default 20 %.</summary>
    public decimal ExitMessageShare { get; init; } = 0.20m;

    /// <summary>Shares of a position, long or short, working entries counted. Not set by default.</summary>
    public Quantity? MaxPositionQuantity { get; init; }

    /// <summary>Symbols that may not be bought or sold short.</summary>
    public Symbol[] RestrictedSymbols { get; init; } = [];

    public ClosedMarketPolicy ClosedMarket { get; init; } = ClosedMarketPolicy.Deny;

    /// <summary>Whether short positions may be opened. Off by default.</summary>
    public bool AllowShort { get; init; }

    /// <summary>Sum of open stop distances as a share of equity, this order's included. Default 5 %.</summary>
    public decimal? MaxPortfolioRisk { get; init; } = 0.05m;

    /// <summary>Whether an entry needs a stop loss. Default yes.</summary>
    public bool RequireStop { get; init; } = true;

    /// <summary>Distance of the stop that is attached where a signal has none, as a share of the entry price. Default 2 %; null attaches none.</summary>
    public decimal? DefaultStop { get; init; } = 0.02m;

    /// <summary>Distance of the take profit that is attached where a signal has none, as a share of the entry price. Not set by default.</summary>
    public decimal? DefaultTakeProfit { get; init; }

    /// <summary>Smallest confidence of an entry, 0 to 1. Not set by default.</summary>
    public decimal? MinConfidence { get; init; }

    /// <summary>Time after an exit in which the symbol is not entered. Not set by default.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>Fall of equity from its peak at which entries stop. Default 20 %.</summary>
    public decimal? MaxDrawdown { get; init; } = 0.20m;

    /// <summary>Loss since the last close of a day, as a share of equity then, at which entries stop. Default 5 %.</summary>
    public decimal? MaxDailyLoss { get; init; } = 0.05m;

    /// <summary>Age of a signal. Default 5 minutes.</summary>
    public TimeSpan? MaxSignalAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Quantity of one entry as a share of the average daily volume. Not set by default.</summary>
    public decimal? MaxVolumeShare { get; init; }

    /// <summary>Whether trading needs a passed reconciliation that has not expired. Default yes.</summary>
    public bool RequireReconciliation { get; init; } = true;

    /// <summary>Who may ask for entries; empty lets everybody.</summary>
    public CallerId[] AuthorisedCallers { get; init; } = [];

    /// <summary>Whether only strategies that are listed may enter. Default no.</summary>
    public bool RequireListedStrategy { get; init; }

    /// <summary>Entries of one strategy inside <see cref="StrategyWindow"/> that switch it off until a person switches it on. Not set by default.</summary>
    public int? MaxStrategyExecutions { get; init; }

    /// <summary>Length of the window of <see cref="MaxStrategyExecutions"/>. Default one minute.</summary>
    public TimeSpan StrategyWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Exposure to one sector as a share of equity, working entries counted. Not set by default: it needs the sector file.</summary>
    public decimal? MaxSectorShare { get; init; }

    /// <summary>Correlation with any held position. Not set by default: it needs the background analysis; 0.7 is usual.</summary>
    public decimal? MaxCorrelation { get; init; }

    /// <summary>Value at risk of a bar as a share of equity, from the background analysis. Not set by default.</summary>
    public decimal? MaxValueAtRisk { get; init; }

    /// <summary>Loss in the worst stress scenario as a share of equity, from the background analysis. Not set by default.</summary>
    public decimal? MaxStressLoss { get; init; }

    /// <summary>Age of the background analysis. Default one day.</summary>
    public TimeSpan MaxAnalysisAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether <see cref="Cooldown"/> bans the symbol or all. Default the symbol.</summary>
    public ProtectionScope CooldownScope { get; init; }

    /// <summary>Stops inside <see cref="StopGuardWindow"/> that ban entries. Not set by default.</summary>
    public int? StopGuardStops { get; init; }

    /// <summary>Default one day.</summary>
    public TimeSpan StopGuardWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long the stop guard bans. Default one hour.</summary>
    public TimeSpan StopGuardDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Default all.</summary>
    public ProtectionScope StopGuardScope { get; init; } = ProtectionScope.All;

    /// <summary>Profit on cost that the exits inside <see cref="LowProfitWindow"/> must have earned: 0.01 is 1 %, -0.02 a loss of 2 %. Not set by default.</summary>
    public decimal? MinProfit { get; init; }

    /// <summary>Exits inside the window from which on <see cref="MinProfit"/> counts. Default 2.</summary>
    public int LowProfitTrades { get; init; } = 2;

    /// <summary>Default one day.</summary>
    public TimeSpan LowProfitWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long low profit bans. Default one hour.</summary>
    public TimeSpan LowProfitDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Default the symbol.</summary>
    public ProtectionScope LowProfitScope { get; init; }

    /// <summary>Fall of the realised P&amp;L inside <see cref="DrawdownWindow"/> from its highest point, as a share of equity, that bans entries for a time. Not set by default.</summary>
    public decimal? MaxWindowDrawdown { get; init; }

    /// <summary>Default one day.</summary>
    public TimeSpan DrawdownWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a drawdown inside the window bans. Default one day.</summary>
    public TimeSpan DrawdownDuration { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Default all.</summary>
    public ProtectionScope DrawdownScope { get; init; } = ProtectionScope.All;
}
