using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Documents;

/// <summary>The ids that a query asks for, and in which order.</summary>
/// <param name="From">First id.</param>
/// <param name="WithFrom">Whether it is one of them.</param>
/// <param name="To">First id that is none of them any more.</param>
internal readonly record struct IdRange(string From, bool WithFrom, string To, bool Descending)
{
    public string Sql => (WithFrom, Descending) switch
    {
        (true, false) => Select + ">= @from AND c.id < @to ORDER BY c.id ASC",
        (false, false) => Select + "> @from AND c.id < @to ORDER BY c.id ASC",
        (true, true) => Select + ">= @from AND c.id < @to ORDER BY c.id DESC",
        (false, true) => Select + "> @from AND c.id < @to ORDER BY c.id DESC",
    };

    private const string Select = $"SELECT {Envelope.Projection} FROM c WHERE c.id ";

    /// <param name="afterId">Where a page before ended; it need not be in the range.</param>
    public static IdRange Of(string prefix, string? afterId, bool descending)
    {
        var range = new IdRange(prefix, WithFrom: true, prefix + StoreLimits.AfterIds, descending);
        if (afterId is null)
        {
            return range;
        }

        return descending
            ? range with { To = string.CompareOrdinal(afterId, range.To) < 0 ? afterId : range.To }
            : string.CompareOrdinal(afterId, prefix) >= 0 ? range with { From = afterId, WithFrom = false } : range;
    }
}
