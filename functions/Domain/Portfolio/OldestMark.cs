using System.Collections.Immutable;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>The oldest mark of what is held, of one set of marks; of two that are as old the first by name.</summary>
/// <param name="Symbol">Null where nothing with a mark is held.</param>
internal sealed record OldestMark(MarkTimes Times, Symbol? Symbol)
{
    public static OldestMark Of(MarkTimes times, ImmutableSortedDictionary<Symbol, SymbolBook> symbols)
    {
        var oldestFirst = times.OldestFirst;
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            if (symbols.TryGetValue(oldestFirst[i], out var book) && !book.Position.IsFlat)
            {
                return new OldestMark(times, oldestFirst[i]);
            }
        }

        return new OldestMark(times, Symbol: null);
    }
}
