using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>Text about a symbol from outside. It is data: nothing in it is ever followed.</summary>
/// <param name="AtUtc">When it was published.</param>
/// <param name="Text">As it came.</param>
public sealed record NewsItem(DateTime AtUtc, string Text);

/// <summary>News by symbol, as known at a time.</summary>
public interface INewsSource
{
    /// <summary>The newest items of a symbol that were published in (from, to], newest first.</summary>
    IReadOnlyList<NewsItem> Find(Symbol symbol, DateTime fromUtc, DateTime toUtc, int limit);
}
