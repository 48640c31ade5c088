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

    /// <summary>Length of the duplicate window. Default 5 s.</summary>
    public TimeSpan? DuplicateWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of the window of <see cref="MaxWindowOrders"/> and <see cref="MaxWindowNotional"/>. Default one minute.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries of the account inside the window. Not set by default.</summary>
    public int? MaxWindowOrders { get; init; }

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

    /// <summary>Age of a signal. Default 5 minutes.</summary>
    public TimeSpan? MaxSignalAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Quantity of one entry as a share of the average daily volume. Not set by default.</summary>
    public decimal? MaxVolumeShare { get; init; }

    /// <summary>Whether trading needs a passed reconciliation that has not expired. Default yes.</summary>
    public bool RequireReconciliation { get; init; } = true;
}
