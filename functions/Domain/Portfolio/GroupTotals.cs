using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TradingFunctions.Domain.Portfolio;

/// <summary>Exposure by sector, strategy or the like: exact sums that change with one symbol or order at a time.</summary>
internal readonly struct GroupTotals<TKey> where TKey : notnull
{
    private readonly ImmutableDictionary<TKey, decimal>? sums;

    private GroupTotals(ImmutableDictionary<TKey, decimal> sums) => this.sums = sums;

    /// <summary>Many amounts at once.</summary>
    public static GroupTotals<TKey> Of(IEnumerable<(TKey Key, decimal Amount)> amounts)
    {
        var added = new Dictionary<TKey, decimal>();
        foreach (var (key, amount) in amounts)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(added, key, out _) += PositionTotals.Exact(amount);
        }

        return new GroupTotals<TKey>(added.ToImmutableDictionary());
    }

    public decimal this[TKey key] => sums is not null && sums.TryGetValue(key, out var sum) ? sum : 0m;

    public GroupTotals<TKey> Add(TKey key, decimal amount) =>
        amount == 0m ? this : new GroupTotals<TKey>((sums ?? ImmutableDictionary<TKey, decimal>.Empty).SetItem(key, this[key] + PositionTotals.Exact(amount)));
}
