using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Local.Engine.VirtualTime;

namespace TradingFunctions.Local.Costs;

/// <summary>A session of the simulated market with as many symbols as are wanted, and the sessions before it that plans look at.</summary>
internal static class MadeUpDay
{
    public const string Name = "simulated market";

    private const ulong Seed = 1;

    /// <summary>A Wednesday like any other.</summary>
    public static readonly DateOnly Date = new(2024, 3, 6);

    public static BarFileContents Make(int symbols)
    {
        var session = ExchangeCalendar.SessionOn(Date)!;
        var listed = Enumerable.Range(0, symbols).Select(Listing).ToArray();
        var market = new SimulatedLiveMarket(listed, Seed, Date, new VirtualClock(session.CloseUtc));
        BarSeries[] series = [.. listed.Select(symbol => market.BarsOf(symbol.Symbol)!).OrderBy(bars => bars.Symbol)];
        return new BarFileContents(
            TimeSpan.FromMinutes(1), series, series.Sum(bars => bars.Count), new Dictionary<BadRow, int>(), [], ContentHash: $"{Name} {symbols}", Adjusted: false);
    }

    /// <summary>The simulated market's own symbols first, then others like them.</summary>
    private static SimulatedSymbol Listing(int number)
    {
        var known = SimulatedSymbol.Default;
        return number < known.Count ? known[number] : known[number % known.Count] with { Symbol = new Symbol($"MADE{number:0000}") };
    }
}
