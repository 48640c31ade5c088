using System.Globalization;
using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Market.Scanning;

/// <summary>Picks the symbols worth monitoring out of a universe. Pure; ties go by symbol.</summary>
public static class MarketScanner
{
    /// <summary>Filters and ranks.</summary>
    /// <param name="universe">One snapshot per symbol, with at least <see cref="ScanCriteria.LookbackBars"/> + 1 bars, in any order.</param>
    /// <param name="sectors">Sectors for the filter by sector; null for none.</param>
    /// <param name="withoutData">Symbols of the universe that there is no snapshot of.</param>
    /// <exception cref="ArgumentException">A symbol is there twice.</exception>
    public static ScanResult Scan(IEnumerable<SymbolSnapshot> universe, ScanCriteria criteria, SectorMap? sectors = null, IEnumerable<Symbol>? withoutData = null)
    {
        var passed = new List<(Symbol Symbol, double Score, ScanFigures Figures)>();
        var rejections = (withoutData ?? []).Select(symbol => new ScanRejection(symbol, ScanRejectionCode.NoData, 0, 0)).ToList();
        var seen = new HashSet<Symbol>();
        foreach (var snapshot in universe)
        {
            if (!seen.Add(snapshot.Symbol))
            {
                throw new ArgumentException($"{snapshot.Symbol} is in the universe twice.", nameof(universe));
            }

            if (MissesSector(snapshot.Symbol, criteria, sectors) is { } bySector)
            {
                rejections.Add(bySector);
            }
            else if (Measure(snapshot, criteria.LookbackBars) is not { } figures)
            {
                rejections.Add(new ScanRejection(snapshot.Symbol, ScanRejectionCode.TooFewBars, snapshot.Bars.Count, criteria.LookbackBars + 1));
            }
            else if (Miss(snapshot, figures, criteria) is { } miss)
            {
                rejections.Add(miss);
            }
            else
            {
                passed.Add((snapshot.Symbol, Score(figures, criteria.LookbackBars), figures));
            }
        }

        passed.Sort(static (a, b) => b.Score.CompareTo(a.Score) is var byScore && byScore != 0 ? byScore : a.Symbol.CompareTo(b.Symbol));
        var top = Math.Clamp(criteria.Top, 0, passed.Count);
        for (var i = top; i < passed.Count; i++)
        {
            rejections.Add(new ScanRejection(passed[i].Symbol, ScanRejectionCode.BelowTop, i + 1, criteria.Top));
        }

        rejections.Sort(static (a, b) => a.Symbol.CompareTo(b.Symbol));
        var candidates = new ScanCandidate[top];
        for (var i = 0; i < top; i++)
        {
            candidates[i] = new ScanCandidate(passed[i].Symbol, i + 1, Math.Round(passed[i].Score, 9), passed[i].Figures, Reasons(passed[i].Figures, criteria.LookbackBars));
        }

        return new ScanResult(candidates, [.. rejections]);
    }

    /// <summary>The numbers of one symbol; null with too few bars or without a price.</summary>
    public static ScanFigures? Measure(SymbolSnapshot snapshot, int lookbackBars)
    {
        var bars = snapshot.Bars;
        if (bars.Count <= lookbackBars || snapshot.LastPrice <= 0)
        {
            return null;
        }

        var closes = bars.Closes[^(lookbackBars + 1)..];
        var volumes = bars.Volumes[^(lookbackBars + 1)..];
        double dollars = 0;
        for (var i = 1; i < closes.Length; i++)
        {
            dollars += closes[i] * volumes[i];
        }

        var relativeVolume = Indicators.RelativeVolume(volumes, lookbackBars);
        return new ScanFigures(
            snapshot.LastPrice,
            dollars / lookbackBars,
            snapshot.Quote is { IsTwoSided: true } quote ? quote.RelativeSpread : null,
            bars.Opens[^1] / closes[^2] - 1,
            double.IsNaN(relativeVolume) ? 0 : relativeVolume,
            Indicators.RealisedVolatility(closes, lookbackBars),
            closes[^1] / closes[0] - 1);
    }

    private static ScanRejection? MissesSector(Symbol symbol, ScanCriteria criteria, SectorMap? sectors)
    {
        if (criteria is { Sectors: not { Length: > 0 }, ExcludedSectors: not { Length: > 0 } })
        {
            return null;
        }

        var sector = sectors?.Of(symbol);
        var isWanted = criteria.Sectors is not { Length: > 0 } wanted || (sector is not null && wanted.Contains(sector, StringComparer.OrdinalIgnoreCase));
        var isExcluded = sector is not null && (criteria.ExcludedSectors ?? []).Contains(sector, StringComparer.OrdinalIgnoreCase);
        return isWanted && !isExcluded ? null : new ScanRejection(symbol, ScanRejectionCode.Sector, 0, 0, sector);
    }

    private static ScanRejection? Miss(SymbolSnapshot snapshot, in ScanFigures figures, ScanCriteria criteria)
    {
        var symbol = snapshot.Symbol;
        return (criteria.MaxAgeSeconds is null ? null : Above(ScanRejectionCode.Stale, ExchangeCalendar.OpenTimeBetween(snapshot.LastPriceUtc, snapshot.AsOfUtc).TotalSeconds, criteria.MaxAgeSeconds))
            ?? Below(ScanRejectionCode.PriceTooLow, figures.Price, criteria.MinPrice)
            ?? Above(ScanRejectionCode.PriceTooHigh, figures.Price, criteria.MaxPrice)
            ?? Below(ScanRejectionCode.DollarVolume, figures.DollarVolume, criteria.MinDollarVolume)
            ?? Above(ScanRejectionCode.Spread, figures.Spread ?? 0, criteria.MaxSpread)
            ?? Below(ScanRejectionCode.Gap, Math.Abs(figures.Gap), criteria.MinGap)
            ?? Below(ScanRejectionCode.RelativeVolume, figures.RelativeVolume, criteria.MinRelativeVolume)
            ?? Below(ScanRejectionCode.VolatilityTooLow, figures.Volatility, criteria.MinVolatility)
            ?? Above(ScanRejectionCode.VolatilityTooHigh, figures.Volatility, criteria.MaxVolatility);

        ScanRejection? Below(ScanRejectionCode code, double observed, double? limit) =>
            observed < limit ? new ScanRejection(symbol, code, Math.Round(observed, 9), limit.Value) : null;

        ScanRejection? Above(ScanRejectionCode code, double observed, double? limit) =>
            observed > limit ? new ScanRejection(symbol, code, Math.Round(observed, 9), limit.Value) : null;
    }

    /// <summary>How unusual the move is (in standard deviations of a random walk of that length), how unusual the volume and the gap.</summary>
    private static double Score(in ScanFigures figures, int bars)
    {
        var walk = figures.Volatility * Math.Sqrt(bars);
        var move = walk > 0 ? Math.Abs(figures.Momentum) / walk : 0;
        var gap = figures.Volatility > 0 ? Math.Abs(figures.Gap) / figures.Volatility : 0;
        return Math.Min(move, 4) + Math.Min(figures.RelativeVolume, 4) / 2 + Math.Min(gap, 4) / 4;
    }

    private static string[] Reasons(in ScanFigures figures, int bars) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"moved {figures.Momentum * 100:+0.00;-0.00} % over {bars} bars"),
        string.Create(CultureInfo.InvariantCulture, $"traded {figures.RelativeVolume:0.00} times its average volume"),
        string.Create(CultureInfo.InvariantCulture, $"gapped {figures.Gap * 100:+0.00;-0.00} %"),
        string.Create(CultureInfo.InvariantCulture, $"trades {figures.DollarVolume / 1e6:0.00} million dollars a bar"),
    ];
}
