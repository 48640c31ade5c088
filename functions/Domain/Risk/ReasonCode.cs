using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Risk;

/// <summary>Why an order was refused; on the wire in capitals: <c>ORDER_QTY</c>. The controls behind the codes are those of SEC rule 15c3-5 and EU RTS 6.</summary>
[JsonConverter(typeof(ReasonCodeConverter))]
public enum ReasonCode
{
    /// <summary>Buying power or the ceiling of total exposure, working orders counted.</summary>
    Capital,

    /// <summary>Share of one symbol in equity, or number of open positions.</summary>
    Concentration,

    /// <summary>Largest quantity of one order.</summary>
    OrderQty,

    /// <summary>Largest notional of one order.</summary>
    OrderNotional,

    /// <summary>Limit price too far from the reference price.</summary>
    PriceCollar,

    /// <summary>The reference price is missing or too old.</summary>
    StaleReference,

    /// <summary>Quantity or notional of all orders inside a short window.</summary>
    WindowLimit,

    /// <summary>Same symbol, side, quantity and price from the same strategy inside a window.</summary>
    Duplicate,

    /// <summary>The account's message budget is used up.</summary>
    Throttled,

    /// <summary>The strategy is off until a person switches it on.</summary>
    StrategyHalted,

    /// <summary>Trading is halted.</summary>
    Halted,

    /// <summary>Only orders that reduce a position pass.</summary>
    ReduceOnly,

    /// <summary>Largest position, long or short, in shares.</summary>
    PositionLimit,

    /// <summary>Share of the average daily volume.</summary>
    AdvShare,

    /// <summary>The symbol is on the restricted list.</summary>
    Restricted,

    /// <summary>The caller or strategy may not trade.</summary>
    Unauthorised,

    /// <summary>The market is closed.</summary>
    MarketClosed,

    /// <summary>The symbol cannot be traded.</summary>
    NotTradable,

    /// <summary>There is no long position to sell and short selling is off.</summary>
    NotShortable,

    /// <summary>Sum of open stop distances as a share of equity.</summary>
    PortfolioRisk,

    /// <summary>Correlation with held positions.</summary>
    Correlation,

    /// <summary>No stop loss, and no default one configured.</summary>
    StopRequired,

    /// <summary>Confidence under the threshold.</summary>
    Confidence,

    /// <summary>Too soon after an exit from the symbol.</summary>
    Cooldown,

    /// <summary>Too many stops inside a window.</summary>
    StopGuard,

    /// <summary>The account is too far below its peak.</summary>
    Drawdown,

    /// <summary>The symbol lost too much inside a window.</summary>
    LowProfit,

    /// <summary>Another owner holds the symbol's lock, or the fencing token is an old one.</summary>
    Locked,

    /// <summary>Reconciliation with the broker has not passed, or too long ago.</summary>
    NotReconciled,

    /// <summary>The signal is too old.</summary>
    Expired,

    /// <summary>A limit is set and the input it needs is missing.</summary>
    MissingInput,

    /// <summary>Stop loss and take profit do not lie on their sides of the entry price.</summary>
    Bracket,

    /// <summary>Sizing gives less than the smallest order; as the reason of a cut, the part of the quantity below the lot size was left off.</summary>
    NoSize,

    /// <summary>The position is already being closed by working orders.</summary>
    NothingToClose,

    /// <summary>The broker refused the order.</summary>
    BrokerRejected,
}

/// <summary>Reads and writes a <see cref="ReasonCode"/> in capitals with underscores.</summary>
public sealed class ReasonCodeConverter() : JsonStringEnumConverter<ReasonCode>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

/// <summary>The codes as text.</summary>
public static class ReasonCodes
{
    private static readonly FrozenDictionary<ReasonCode, string> Texts =
        Enum.GetValues<ReasonCode>().ToFrozenDictionary(code => code, code => JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString()));

    private static readonly FrozenDictionary<string, ReasonCode> Codes = Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <exception cref="FormatException">Not a code.</exception>
    public static ReasonCode Parse(string text) => Codes.TryGetValue(text, out var code) ? code : throw new FormatException($"'{text}' is not a reason code.");

    /// <summary>The code as on the wire: <c>ORDER_QTY</c>.</summary>
    public static string Text(this ReasonCode code) => Texts[code];
}
