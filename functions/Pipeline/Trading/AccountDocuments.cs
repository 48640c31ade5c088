using TradingFunctions.Domain;

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

    public static string Position(Symbol symbol) => PositionPrefix + Escape(symbol);

    public static string Lock(Symbol symbol) => LockPrefix + Escape(symbol);

    public static string Intent(ClientOrderId id) => IntentPrefix + id.Value;

    public static string Order(ClientOrderId id) => OrderPrefix + id.Value;

    public static string Decision(ClientOrderId id) => "decision:" + id.Value;

    public static string Closed(DateTime atUtc, ClientOrderId id) => $"{ClosedPrefix}{atUtc.Ticks:D19}-{id.Value}";

    public static string Fill(long number) => $"{FillPrefix}{number:D12}";

    public static string Event(long number) => $"{EventPrefix}{number:D12}";

    /// <summary>A slash may stand in a symbol and not in a document id; an underscore the other way round.</summary>
    private static string Escape(Symbol symbol) => symbol.Value.Replace('/', '_');
}
