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
/// <param name="Observed">Its figure.</param>
/// <param name="Limit">The limit it missed.</param>
public sealed record ScanRejection(Symbol Symbol, ScanRejectionCode Code, double Observed, double Limit);

[JsonConverter(typeof(JsonStringEnumConverter<ScanRejectionCode>))]
public enum ScanRejectionCode { TooFewBars, Stale, PriceTooLow, PriceTooHigh, DollarVolume, Spread, Gap, RelativeVolume, VolatilityTooLow, VolatilityTooHigh, BelowTop }

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
