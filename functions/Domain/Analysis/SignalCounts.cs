using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain.Analysis;

/// <summary>What an analysis counted. Every price has one signal and one quality, so both triples add up to the prices.</summary>
/// <param name="Good">Buys before a higher price and sells before a lower one.</param>
/// <param name="Bad">Buys before a lower price and sells before a higher one.</param>
/// <param name="Neutral">Holds, and signals before an equal price or before none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SignalCounts(long Buys, long Sells, long Holds, long Good, long Bad, long Neutral)
{
    /// <summary>Prices that were judged.</summary>
    [JsonIgnore]
    public long Prices => Buys + Sells + Holds;

    /// <summary>Good over good and bad; null where there is neither.</summary>
    [JsonIgnore]
    public double? SuccessRate => Good + Bad == 0 ? null : (double)Good / (Good + Bad);

    public static SignalCounts operator +(SignalCounts a, SignalCounts b) =>
        new(a.Buys + b.Buys, a.Sells + b.Sells, a.Holds + b.Holds, a.Good + b.Good, a.Bad + b.Bad, a.Neutral + b.Neutral);
}
