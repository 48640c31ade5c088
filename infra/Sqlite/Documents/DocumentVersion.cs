using System.Globalization;

namespace TradingFunctions.Infra.Sqlite.Documents;

/// <summary>ETags: the number of the opening of the file and of the write since then, so that none comes twice, not even after delete and create.</summary>
internal sealed class DocumentVersion(long opening)
{
    private const int CounterBits = 40;

    private long last = opening << CounterBits;

    /// <summary>Called by the writer alone.</summary>
    public long Next() => ++last;

    public static string ToETag(long version) => version.ToString(CultureInfo.InvariantCulture);

    public static bool Matches(string? etag, long version) =>
        etag is null || long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var expected) && expected == version;
}
