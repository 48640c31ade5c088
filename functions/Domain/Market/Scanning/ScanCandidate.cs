using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Market.Scanning;

/// <summary>A symbol worth monitoring, and why.</summary>
/// <param name="Rank">1 the best.</param>
/// <param name="Score">Sum of what speaks for it; higher is better.</param>
/// <param name="Figures">The numbers it was judged by.</param>
/// <param name="Reasons">Why it was picked, for people and for the plan.</param>
public sealed record ScanCandidate(Symbol Symbol, int Rank, double Score, ScanFigures Figures, string[] Reasons);

/// <summary>A symbol that was left out, and why. The first limit that it misses counts.</summary>
/// <param name="Observed">Its figure; 0 where it has none.</param>
/// <param name="Limit">The limit it missed; 0 where that is no figure.</param>
/// <param name="Text">What it is where that is no figure: the sector.</param>
public sealed record ScanRejection(Symbol Symbol, ScanRejectionCode Code, double Observed, double Limit, string? Text = null)
{
    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Reason => Code switch
    {
        ScanRejectionCode.NoData => "the market has no data of it",
        ScanRejectionCode.TooFewBars => Of($"has {Observed:0} bars, needs {Limit:0}"),
        ScanRejectionCode.Stale => Of($"last traded {Observed:0} s of open sessions ago, at most {Limit:0} s are allowed"),
        ScanRejectionCode.PriceTooLow => Of($"costs {Observed:0.##} dollars, at least {Limit:0.##} are asked for"),
        ScanRejectionCode.PriceTooHigh => Of($"costs {Observed:0.##} dollars, at most {Limit:0.##} are allowed"),
        ScanRejectionCode.DollarVolume => Of($"trades {Observed:0} dollars a bar, at least {Limit:0} are asked for"),
        ScanRejectionCode.Spread => Of($"has a spread of {Observed * 100:0.###} %, at most {Limit * 100:0.###} % are allowed"),
        ScanRejectionCode.Gap => Of($"gapped {Observed * 100:0.###} %, at least {Limit * 100:0.###} % are asked for"),
        ScanRejectionCode.RelativeVolume => Of($"traded {Observed:0.##} times its average volume, at least {Limit:0.##} times are asked for"),
        ScanRejectionCode.VolatilityTooLow => Of($"has a volatility of {Observed * 100:0.####} % a bar, at least {Limit * 100:0.####} % are asked for"),
        ScanRejectionCode.VolatilityTooHigh => Of($"has a volatility of {Observed * 100:0.####} % a bar, at most {Limit * 100:0.####} % are allowed"),
        ScanRejectionCode.Sector => Text is null ? "has no sector in the sector file" : $"is of the sector {Text}",
        ScanRejectionCode.BelowTop => Of($"passed and is number {Observed:0}, the best {Limit:0} are taken"),
        _ => Code.ToString(),
    };

    private static string Of(FormattableString text) => FormattableString.Invariant(text);
}

[JsonConverter(typeof(JsonStringEnumConverter<ScanRejectionCode>))]
public enum ScanRejectionCode
{
    TooFewBars,
    Stale,
    PriceTooLow,
    PriceTooHigh,
    DollarVolume,
    Spread,
    Gap,
    RelativeVolume,
    VolatilityTooLow,
    VolatilityTooHigh,
    BelowTop,

    /// <summary>It is in the universe, and the market does not know it or has no price of it.</summary>
    NoData,

    /// <summary>Its sector is excluded, or is none of those asked for.</summary>
    Sector,
}

/// <summary>The numbers a scan judges a symbol by.</summary>
/// <param name="Price">Last price, dollars.</param>
/// <param name="DollarVolume">Average dollars traded per bar.</param>
/// <param name="Spread">(ask - bid) / mid; null without a two-sided quote.</param>
/// <param name="Gap">Open of the newest bar over the close before, minus 1.</param>
/// <param name="RelativeVolume">Volume of the newest bar over the average before; 0 where there was none.</param>
/// <param name="Volatility">Standard deviation of log returns per bar.</param>
/// <param name="Momentum">Change over the look-back, a fraction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScanFigures(double Price, double DollarVolume, double? Spread, double Gap, double RelativeVolume, double Volatility, double Momentum);

/// <summary>Outcome of a scan: every symbol is in exactly one of the two.</summary>
/// <param name="Candidates">Best first.</param>
/// <param name="Rejections">By symbol.</param>
public sealed record ScanResult(ScanCandidate[] Candidates, ScanRejection[] Rejections);
