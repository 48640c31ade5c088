using TradingFunctions.Api.Http;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Api.Experiments;

/// <summary>Tags of an address: <c>?tag=nightly&amp;tag=contract:AAPL</c>.</summary>
internal static class TagQuery
{
    public static IReadOnlyList<string> Read(QueryReader query)
    {
        var tags = query.Texts("tag");
        foreach (var tag in tags)
        {
            if (!ExperimentTag.IsValid(tag, out var error))
            {
                query.Reject("?tag", "FORMAT", char.ToUpperInvariant(error[0]) + error[1..]);
            }
        }

        return tags;
    }
}
