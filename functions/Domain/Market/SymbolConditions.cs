using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Market;

[JsonConverter(typeof(JsonStringEnumConverter<Trend>))]
public enum Trend { Down, Sideways, Up }

[JsonConverter(typeof(JsonStringEnumConverter<VolatilityRegime>))]
public enum VolatilityRegime { Calm, Normal, Turbulent }

[JsonConverter(typeof(JsonStringEnumConverter<Liquidity>))]
public enum Liquidity { Thin, Fair, Deep }

/// <summary>What the market of one symbol is like.</summary>
/// <param name="TrendStrength">Gap of the averages in standard deviations of a random walk; positive when rising.</param>
/// <param name="Volatility">Standard deviation of log returns per bar, over the short window.</param>
/// <param name="VolatilityRatio">Short over long window.</param>
/// <param name="DollarVolume">Average dollars traded per bar.</param>
/// <param name="Spread">(ask - bid) / mid; null without a two-sided quote.</param>
public sealed record SymbolConditions(
    Symbol Symbol,
    Trend Trend,
    double TrendStrength,
    VolatilityRegime Regime,
    double Volatility,
    double VolatilityRatio,
    Liquidity Liquidity,
    double DollarVolume,
    double? Spread);

/// <summary>How many symbols of a set take part in a move.</summary>
/// <param name="Advancing">Last close above the one before.</param>
/// <param name="Declining">Last close below the one before.</param>
/// <param name="AboveAverage">Share of the symbols above their average, 0 to 1.</param>
public sealed record MarketBreadth(int Symbols, int Advancing, int Declining, int Unchanged, double AboveAverage);

/// <summary>Windows and thresholds of <see cref="MarketConditions"/>.</summary>
/// <param name="ShortBars">Fast average, present volatility and dollar volume.</param>
/// <param name="LongBars">Slow average and usual volatility.</param>
/// <param name="TrendThreshold">Strength from which a symbol is said to trend.</param>
/// <param name="CalmBelow">Short over long volatility below which it is calm.</param>
/// <param name="TurbulentAbove">Short over long volatility above which it is turbulent.</param>
/// <param name="FairDollarVolume">Dollars a bar from which liquidity is fair.</param>
/// <param name="DeepDollarVolume">Dollars a bar from which it is deep.</param>
/// <param name="WideSpread">(ask - bid) / mid above which liquidity is thin whatever the volume.</param>
public sealed record ConditionSettings(
    int ShortBars = 20,
    int LongBars = 50,
    double TrendThreshold = 0.25,
    double CalmBelow = 0.75,
    double TurbulentAbove = 1.5,
    double FairDollarVolume = 1_000_000,
    double DeepDollarVolume = 50_000_000,
    double WideSpread = 0.005);
