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
    int LookbackBars = 20);
