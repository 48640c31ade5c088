using System.Text.Json.Serialization;

namespace TradingFunctions.AlpacaStub.Wire;

/// <summary>GET /v2/account. Amounts are text, flags booleans; no pattern-day-trader fields, as the live API leaves them out since July 2026.</summary>
public sealed record AccountBody(
    string Id,
    string AccountNumber,
    string Status,
    string CryptoStatus,
    string Currency,
    string Cash,
    string PortfolioValue,
    string Equity,
    string LastEquity,
    string BuyingPower,
    string RegtBuyingPower,
    string DaytradingBuyingPower,
    string EffectiveBuyingPower,
    string NonMarginableBuyingPower,
    string OptionsBuyingPower,
    string BodDtbp,
    string Multiplier,
    string LongMarketValue,
    string ShortMarketValue,
    string PositionMarketValue,
    string InitialMargin,
    string MaintenanceMargin,
    string LastMaintenanceMargin,
    string Sma,
    string AccruedFees,
    bool TradingBlocked,
    bool TransfersBlocked,
    bool AccountBlocked,
    bool TradeSuspendedByUser,
    bool ShortingEnabled,
    DateTime CreatedAt);

/// <summary>One position; the quantity of a short one is negative, shares of open sells are not available.</summary>
public sealed record PositionBody(
    string AssetId,
    string Symbol,
    string Exchange,
    string AssetClass,
    bool AssetMarginable,
    string Qty,
    string QtyAvailable,
    string Side,
    string AvgEntryPrice,
    string MarketValue,
    string CostBasis,
    string UnrealizedPl,
    string UnrealizedPlpc,
    string UnrealizedIntradayPl,
    string UnrealizedIntradayPlpc,
    string CurrentPrice,
    string LastdayPrice,
    string ChangeToday);

/// <summary>One execution among the account's activities.</summary>
public sealed record FillActivityBody(
    string Id,
    string ActivityType,
    DateTime TransactionTime,
    string Type,
    string Price,
    string Qty,
    string Side,
    string Symbol,
    string LeavesQty,
    string OrderId,
    string CumQty,
    string OrderStatus);

public sealed record AssetBody(
    string Id,
    string Class,
    string Exchange,
    string Symbol,
    string Name,
    string Status,
    bool Tradable,
    bool Marginable,
    bool Shortable,
    bool EasyToBorrow,
    bool Fractionable,
    string[] Attributes);

/// <summary>Times carry New York's offset.</summary>
public sealed record ClockBody(string Timestamp, bool IsOpen, string NextOpen, string NextClose);

/// <summary>A trading day in New York time: HH:mm, sessions as HHmm.</summary>
public sealed record CalendarBody(string Date, string Open, string Close, string SessionOpen, string SessionClose, string SettlementDate);

/// <summary>One entry of a bulk cancel or close: the HTTP status that the single call would have had.</summary>
public sealed record BulkBody(string Id, int Status);

/// <summary>One entry of a bulk close.</summary>
public sealed record ClosedBody(string Symbol, int Status, OrderBody? Body);

/// <summary>An error. The code's first three digits are the HTTP status in most cases; 401 has only a message.</summary>
public sealed record ErrorBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Code,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Symbol = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BuyingPower = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CostBasis = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Available = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExistingQty = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HeldForOrders = null);
