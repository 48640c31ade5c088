using System.Globalization;

namespace TradingFunctions.Domain.Market.Scanning;

/// <summary>What the scan lets through and how many. A limit that is null is not applied.</summary>
/// <param name="Top">Most candidates kept.</param>
/// <param name="MinPrice">Dollars.</param>
/// <param name="MaxPrice">Dollars.</param>
/// <param name="MinDollarVolume">Average of close times volume per bar over <paramref name="LookbackBars"/>, dollars.</param>
/// <param name="MaxSpread">(ask - bid) / mid; a symbol without a two-sided quote passes.</param>
/// <param name="MinGap">Smallest |open of the newest bar / close before - 1|.</param>
/// <param name="MinRelativeVolume">Volume of the newest bar over the average of those before.</param>
/// <param name="MinVolatility">Standard deviation of log returns per bar.</param>
/// <param name="MaxVolatility">Standard deviation of log returns per bar.</param>
/// <param name="MaxAgeSeconds">Oldest last price, in time of open sessions: a symbol that is not traded any more is not picked.</param>
/// <param name="Sectors">Only symbols of these sectors, as the sector file names them; one without a sector is rejected.</param>
/// <param name="ExcludedSectors">No symbols of these sectors; one without a sector passes.</param>
/// <param name="LookbackBars">Bars that averages and volatility go over; a symbol with fewer is rejected.</param>
public sealed record ScanCriteria(
    int Top = 20,
    double? MinPrice = 5,
    double? MaxPrice = null,
    double? MinDollarVolume = null,
    double? MaxSpread = 0.01,
    double? MinGap = null,
    double? MinRelativeVolume = null,
    double? MinVolatility = null,
    double? MaxVolatility = null,
    double? MaxAgeSeconds = 2 * 6.5 * 3600,
    int LookbackBars = 20,
    string[]? Sectors = null,
    string[]? ExcludedSectors = null)
{
    /// <summary>The limits that are applied, for people.</summary>
    public string[] Describe()
    {
        var lines = new List<string>();
        Add(MinPrice, "price at least {0} dollars");
        Add(MaxPrice, "price at most {0} dollars");
        Add(MinDollarVolume, "at least {0} dollars traded a bar");
        Add(MaxSpread, "spread at most {0} of the price");
        Add(MinGap, "gap at least {0} of the price");
        Add(MinRelativeVolume, "volume at least {0} times its average");
        Add(MinVolatility, "volatility at least {0} a bar");
        Add(MaxVolatility, "volatility at most {0} a bar");
        Add(MaxAgeSeconds, "last price at most {0} s of open sessions old");
        Add(Sectors is { Length: > 0 } ? string.Join(", ", Sectors) : null, "sector one of {0}");
        Add(ExcludedSectors is { Length: > 0 } ? string.Join(", ", ExcludedSectors) : null, "sector none of {0}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"at least {LookbackBars + 1} bars"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"the best {Top}"));
        return [.. lines];

        void Add(object? limit, string line)
        {
            if (limit is not null)
            {
                lines.Add(string.Format(CultureInfo.InvariantCulture, line, limit));
            }
        }
    }
}
