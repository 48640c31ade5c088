using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Trading;

[JsonConverter(typeof(JsonStringEnumConverter<ReconciliationStatus>))]
public enum ReconciliationStatus
{
    /// <summary>Books and broker agreed.</summary>
    [JsonStringEnumMemberName("agreed")]
    Agreed,

    /// <summary>They differed, the difference stood still, and the broker's word was taken over.</summary>
    [JsonStringEnumMemberName("adopted")]
    Adopted,

    /// <summary>They differ, by something else at every look: nothing was taken over.</summary>
    [JsonStringEnumMemberName("disagreement")]
    Disagreement,

    /// <summary>The broker lets this account not trade.</summary>
    [JsonStringEnumMemberName("notAllowed")]
    NotAllowed,

    /// <summary>The broker gave no usable answer.</summary>
    [JsonStringEnumMemberName("noAnswer")]
    NoAnswer,
}

/// <summary>What a comparison of books and broker came to.</summary>
/// <param name="AtUtc">When it began.</param>
/// <param name="UntilUtc">Until when trading may go on; null where it did not pass.</param>
/// <param name="Differences">What did not agree, in words; taken over from the broker where it passed.</param>
/// <param name="AdoptedOrders">Orders of others that came into the books, in words.</param>
/// <param name="IsFirst">The account's first one: what stood at the broker was taken over, and nothing went wrong.</param>
public sealed record ReconciliationReport(ReconciliationStatus Status, DateTime AtUtc, DateTime? UntilUtc, string[] Differences, string[] AdoptedOrders, bool IsFirst = false)
{
    /// <summary>Trading may go on.</summary>
    [JsonIgnore]
    public bool Passed => Status is ReconciliationStatus.Agreed or ReconciliationStatus.Adopted;
}
