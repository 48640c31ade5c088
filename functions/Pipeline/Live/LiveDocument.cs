namespace TradingFunctions.Pipeline.Live;

/// <summary>Place of a document in the live view.</summary>
/// <param name="Section">What it is one of: <c>orders</c>, <c>monitors</c>.</param>
/// <param name="Id">Unique in its section.</param>
public readonly record struct LiveKey(string Section, string Id) : IComparable<LiveKey>
{
    /// <summary>By section, then id, ordinal.</summary>
    public int CompareTo(LiveKey other)
    {
        var bySection = string.CompareOrdinal(Section, other.Section);
        return bySection != 0 ? bySection : string.CompareOrdinal(Id, other.Id);
    }
}

/// <summary>A document as the API gives it.</summary>
/// <param name="Json">UTF-8.</param>
public readonly record struct LiveDocument(LiveKey Key, ReadOnlyMemory<byte> Json);

/// <summary>A document's new content; null where it has left the view.</summary>
public readonly record struct LiveChange(LiveKey Key, ReadOnlyMemory<byte>? Json);
