using TradingFunctions.Domain;
using TradingFunctions.Infra.Simulation.LiveMarket;

namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Chance without state: the same key meets the same fate in every process and however often it is asked.</summary>
internal static class Chance
{
    /// <summary>Uniform in (0, 1).</summary>
    public static double Of(long seed, string what, Symbol symbol, long atTicks) =>
        KeyedNoise.Uniform(KeyedNoise.Key($"{seed}|{what}|{symbol}|{atTicks}"), day: 0, minute: 0, purpose: 0);
}
