namespace TradingFunctions.Domain.Market.Quality;

/// <summary>What merging new bars into known ones came to.</summary>
/// <param name="Bars">All bars in the order of their ends.</param>
/// <param name="Added">Bars that were not known.</param>
/// <param name="Late">Of those, bars that end before one that was known: they came late, or were filled in.</param>
/// <param name="Corrected">Bars that were known with other figures; the newer ones count.</param>
/// <param name="Rejected">Bars that cannot be.</param>
public sealed record MergedBars(Bar[] Bars, int Added, int Late, int Corrected, int Rejected);

/// <summary>Merges bars of one symbol. Pure; merging the same bars again changes nothing.</summary>
public static class BarMerge
{
    /// <param name="known">In the order of their ends.</param>
    /// <param name="incoming">In any order.</param>
    public static MergedBars Merge(IReadOnlyList<Bar> known, IEnumerable<Bar> incoming)
    {
        var bars = new List<Bar>(known);
        var newest = known.Count == 0 ? DateTime.MinValue : known[^1].EndUtc;
        var (added, late, corrected, rejected) = (0, 0, 0, 0);
        foreach (var bar in incoming)
        {
            if (Fault(bar) is not null)
            {
                rejected++;
                continue;
            }

            var at = PlaceOf(bar.EndUtc, bars);
            if (at == bars.Count || bars[at].EndUtc != bar.EndUtc)
            {
                bars.Insert(at, bar);
                added++;
                late += bar.EndUtc < newest ? 1 : 0;
            }
            else if (bars[at] != bar)
            {
                bars[at] = bar;
                corrected++;
            }
        }

        return new MergedBars([.. bars], added, late, corrected, rejected);
    }

    /// <summary>Why a bar cannot be; null for one that can.</summary>
    public static string? Fault(in Bar bar) =>
        bar.EndUtc <= bar.StartUtc ? "it ends before it starts"
        : !(bar.Low > 0 && double.IsFinite(bar.High)) ? "its prices are not positive numbers"
        : !(bar.Low <= Math.Min(bar.Open, bar.Close) && bar.High >= Math.Max(bar.Open, bar.Close)) ? "its open or close is outside low and high"
        : !(bar.Volume >= 0 && double.IsFinite(bar.Volume)) ? "its volume is negative or no number"
        : null;

    /// <summary>Where the bar of an end is or belongs. Mostly behind all others: bars come as time goes on.</summary>
    private static int PlaceOf(DateTime endUtc, List<Bar> bars)
    {
        var (from, to) = (0, bars.Count);
        if (to > 0 && bars[^1].EndUtc < endUtc)
        {
            return to;
        }

        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = bars[middle].EndUtc < endUtc ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
