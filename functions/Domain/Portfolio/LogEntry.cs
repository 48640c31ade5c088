using System.Text.Json.Serialization;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>One fill as booked: the difference it made.</summary>
/// <param name="SignedQuantity">Shares, bought positive.</param>
/// <param name="Realized">P&amp;L it realised, fees apart.</param>
/// <param name="PositionAfter">Shares held afterwards, signed.</param>
/// <param name="ExecutionId">The broker's id of it; kept out of the decision log.</param>
/// <param name="Worker">Host that decided the order, null for adopted ones; kept out of the decision log.</param>
public sealed record FillRecord(
    ClientOrderId OrderId,
    ClientOrderId? Parent,
    BracketLeg? Leg,
    Symbol Symbol,
    OrderPurpose Purpose,
    StrategyId Strategy,
    decimal SignedQuantity,
    Price Price,
    Money Fee,
    Money Realized,
    decimal PositionAfter,
    string ExecutionId,
    string? Worker = null);

/// <summary>A signal that became an order, as it was approved and reserved.</summary>
/// <param name="Origin">Signal id, or run, symbol and alert sequence.</param>
/// <param name="Confidence">0 to 1; null for orders without a signal.</param>
/// <param name="SignalUtc">When the signal was raised; null for orders without one.</param>
/// <param name="StopDistance">Dollars per share that the order puts at risk.</param>
/// <param name="Worker">Host that decided it.</param>
/// <param name="OrderNumber">See <see cref="OrderRecord.Number"/>: the order's decision is found by it.</param>
public sealed record IntentRecord(
    OrderTerms Terms, string Origin, OrderSource Source, decimal? Confidence, DateTime? SignalUtc, Money StopDistance, string? Worker, long OrderNumber = 0)
{
    public static IntentRecord Of(OrderRecord order) =>
        new(order.Terms, order.Origin, order.Source, order.Confidence, order.SignalUtc, order.StopDistance, order.Worker, order.Number);
}

/// <summary>A change of the books without a trade of ours: what the broker has and we did not know.</summary>
/// <param name="Cash">Change of cash.</param>
/// <param name="Symbol">Whose position changed, if any.</param>
/// <param name="SignedQuantity">Change of the position, shares.</param>
/// <param name="Price">Price the change is booked at.</param>
public sealed record Adjustment(Money Cash, Symbol? Symbol, decimal SignedQuantity, Price? Price, string Reason);

/// <summary>A split met by a position: its shares change, what they cost does not.</summary>
/// <param name="ExDate">First New York date at the new price.</param>
/// <param name="NewShares">Shares held afterwards for <paramref name="OldShares"/> held before: 4 for 1; 1 for 10 of a reverse split.</param>
/// <param name="QuantityBefore">Shares, signed.</param>
/// <param name="QuantityAfter">Shares, signed.</param>
public sealed record SplitRecord(Symbol Symbol, DateOnly ExDate, int NewShares, int OldShares, decimal QuantityBefore, decimal QuantityAfter);

/// <summary>One entry of the account's immutable log, from which the books can be rebuilt. Exactly one part besides number and time is set.</summary>
/// <param name="Number">1, 2, 3, ... per account, without a gap.</param>
/// <param name="AtUtc">Broker's time of an event, else the pipeline's.</param>
public sealed record LogEntry(
    long Number,
    DateTime AtUtc,
    OrderEvent? Event = null,
    FillRecord? Fill = null,
    Adjustment? Adjustment = null,
    StateChange? State = null,
    IntentRecord? Intent = null,
    SplitRecord? Split = null,
    StrategySwitch? Strategy = null,
    OrderStep? Order = null);

/// <summary>A move of the trading state.</summary>
/// <param name="By">Person or program that answers for it; null for what the pipeline did by itself.</param>
/// <param name="Flatten">All positions are being closed; trading is halted after that.</param>
/// <param name="RecordedUtc">Wall-clock time.</param>
public sealed record StateChange(
    [property: JsonRequired] Risk.TradingState From, [property: JsonRequired] Risk.TradingState To, string Reason, string? By = null, bool Flatten = false, DateTime? RecordedUtc = null);

/// <summary>A strategy went off, by itself or by a person, or was switched on.</summary>
public sealed record StrategySwitch(StrategyId Strategy, [property: JsonRequired] bool IsOn, string Reason);
