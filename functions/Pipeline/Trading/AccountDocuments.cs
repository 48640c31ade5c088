using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>Index document of a final order: found by time, names the order.</summary>
public sealed record ClosedOrder(ClientOrderId Id);

/// <summary>Ids of the documents in an account's partition.</summary>
internal static class AccountDocuments
{
    public const string Header = "header";
    public const string PositionPrefix = "position:";
    public const string LockPrefix = "lock:";
    public const string IntentPrefix = "intent:";
    public const string OrderPrefix = "order:";
    public const string ClosedPrefix = "closed:";
    public const string FillPrefix = "fill:";
    public const string EventPrefix = "event:";

    /// <summary>Changes of the books without a fill: adjustments and splits. Fills and these are all that the books are folded from.</summary>
    public const string BookPrefix = "book:";

    public const string DecisionPrefix = "decision:";

    public static string Position(Symbol symbol) => PositionPrefix + Escape(symbol);

    public static string Lock(Symbol symbol) => LockPrefix + Escape(symbol);

    /// <summary>
    /// By number: what is written together lies together in the store's index, which ids that are hashes do not. An order without a number, stored before orders
    /// had one, keeps its place.
    /// </summary>
    public static string Intent(OrderRecord order) => IntentPrefix + PlaceOf(order.Id, order.Number);

    public static string Order(ClientOrderId id) => OrderPrefix + id.Value;

    /// <summary>The document of an order's decision, by number as <see cref="Intent"/>.</summary>
    public static string Decision(ClientOrderId id, long orderNumber) => DecisionPrefix + PlaceOf(id, orderNumber);

    public static string Closed(DateTime atUtc, ClientOrderId id) => $"{ClosedPrefix}{atUtc.Ticks:D19}-{id.Value}";

    /// <summary>The document of a log entry: what the books are folded from can be read without the rest.</summary>
    public static string Log(LogEntry entry) => (entry switch
    {
        { Fill: not null } => FillPrefix,
        { Adjustment: not null } or { Split: not null } => BookPrefix,
        _ => EventPrefix,
    }) + Number(entry.Number);

    /// <summary>The part of a numbered document's id behind its prefix.</summary>
    public static string Number(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    private static string PlaceOf(ClientOrderId id, long orderNumber) => orderNumber > 0 ? Number(orderNumber) : id.Value;

    /// <summary>A slash may stand in a symbol and not in a document id; an underscore the other way round.</summary>
    private static string Escape(Symbol symbol) => symbol.Value.Replace('/', '_');
}
