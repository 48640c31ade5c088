using System.Text.Json.Serialization;

namespace TradingFunctions.AlpacaStub.Journal;

/// <summary>What kind of thing happened at the stub.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>An account was opened; its cash is the quantity.</summary>
    Account,

    /// <summary>POST /v2/orders came in and was looked at, whatever became of the answer. Its HTTP status is what the caller should have got.</summary>
    Post,

    /// <summary>An order was taken, a leg with its parent.</summary>
    Order,

    /// <summary>An order moved to a status.</summary>
    Status,

    /// <summary>An execution.</summary>
    Fill,

    /// <summary>A look-up by client order id, with the HTTP status that was answered.</summary>
    Lookup,

    /// <summary>A fault was played.</summary>
    Fault,
}

/// <summary>One line of the stub's journal.</summary>
/// <param name="Number">1, 2, 3, ... over all accounts.</param>
/// <param name="Account">The account's key id.</param>
/// <param name="Parent">Of a leg: its parent's client order id.</param>
/// <param name="Qty">Shares ordered or executed.</param>
/// <param name="Delivered">Of a post: whether its answer was let through as it is.</param>
public sealed record JournalEntry(
    long Number,
    DateTime AtUtc,
    string Account,
    EntryKind Kind,
    string? ClientOrderId = null,
    string? Parent = null,
    string? Symbol = null,
    string? Side = null,
    decimal? Qty = null,
    decimal? Price = null,
    string? Status = null,
    string? ExecutionId = null,
    string? Fault = null,
    int? Http = null,
    bool? Delivered = null);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
public sealed partial class JournalJson : JsonSerializerContext;
