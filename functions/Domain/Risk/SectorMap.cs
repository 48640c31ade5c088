using System.Collections.Frozen;

namespace TradingFunctions.Domain.Risk;

/// <summary>The sector of each symbol. A symbol that is not in the map has none, and a set sector limit denies it.</summary>
public sealed class SectorMap(IEnumerable<KeyValuePair<Symbol, string>> sectors)
{
    private readonly FrozenDictionary<Symbol, string> sectors = sectors.ToFrozenDictionary();

    public static SectorMap Empty { get; } = new([]);

    public int Count => sectors.Count;

    /// <summary>Null where it is not known.</summary>
    public string? Of(Symbol symbol) => sectors.GetValueOrDefault(symbol);
}
