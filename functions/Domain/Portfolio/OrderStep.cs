using System.Text.Json.Serialization;
using TradingFunctions.Domain.Orders;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>How a step of an order came to be known where no event of the broker told of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStepKind>))]
public enum OrderStepKind
{
    /// <summary>The order was read at the broker: a look-up of a lost answer, a poll, the reconciliation. An order of others that is taken over begins so.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>The broker refused it.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The call gave no usable answer.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved,

    /// <summary>It was not sent, or refused before it was looked at; it waits.</summary>
    [JsonStringEnumMemberName("notSent")]
    NotSent,

    /// <summary>Looked up, the broker did not have it.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent,

    /// <summary>Ended here before it was sent: withdrawn, or refused at the second gating.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}

/// <summary>Where an order stands after such a step.</summary>
/// <param name="Terms">Terms as read, of an order that the books had not; null for a known one.</param>
/// <param name="Status">The broker's; unknown where it was not asked.</param>
/// <param name="Filled">Shares booked; their fills are entries of their own.</param>
/// <param name="Attempt">Which attempt to send it; null where it was never tried.</param>
public sealed record OrderStep(
    ClientOrderId OrderId,
    Symbol Symbol,
    [property: JsonRequired] OrderStepKind Kind,
    [property: JsonRequired] IntentStage Stage,
    OrderStatus Status,
    OrderEnd? End,
    Quantity Filled,
    int? Attempt,
    string? Reason,
    OrderTerms? Terms = null)
{
    internal static OrderStep Of(OrderRecord order, OrderStepKind kind, bool isNew = false) => new(
        order.Id, order.Terms.Symbol, kind, order.Stage, order.Status, order.End, order.Filled, order.Claim?.Attempt, order.Reason, isNew ? order.Terms : null);

    /// <summary>Whether a reading told more than that it took place.</summary>
    internal static bool IsWorthAnEntry(OrderRecord? before, OrderRecord after) => before is null
        || (before.Stage, before.Status, before.End, before.Filled, before.Source) != (after.Stage, after.Status, after.End, after.Filled, after.Source) || before.Terms != after.Terms;
}
