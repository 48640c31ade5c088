using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.LiveMarket;

public sealed class SimulatedLiveMarketTests
{
    /// <summary>Minutes of 21 sessions, one of them a half day.</summary>
    private const int History = (20 * 390) + 210;

    private static readonly DateOnly FirstSession = new(2015, 1, 5);
    private static readonly Symbol Spy = new("SPY");
    private static readonly DateTime Open = ExchangeCalendar.SessionOn(FirstSession)!.OpenUtc;

    private readonly ManualClock clock = new(Open.AddMinutes(-2));

    private SimulatedLiveMarket CreateSut(ulong seed = 7) => new(SimulatedSymbol.Default, seed, FirstSession, clock);

    private static async Task<Bar[]> AllBars(SimulatedLiveMarket market, Symbol symbol)
    {
        var snapshots = await market.FetchSnapshots([symbol], int.MaxValue, default);
        var window = snapshots[symbol].Bars;
        return [.. Enumerable.Range(0, window.Count).Select(i => window[i])];
    }

    [Fact]
    public async Task FetchSnapshots_BeforeTheOpen_HasTheHistoryThatTheDailyVolumeNeeds() => (await AllBars(CreateSut(), Spy)).Length.ShouldBe(History);

    [Fact]
    public async Task FetchSnapshots_AnyTime_GivesNothingThatHasNotEnded()
    {
        clock.Advance(TimeSpan.FromMinutes(32.5));

        var bars = await AllBars(CreateSut(), Spy);

        bars[^1].EndUtc.ShouldBe(Open.AddMinutes(30));
        bars.Length.ShouldBe(History + 30);
    }

    [Fact]
    public async Task FetchSnapshots_SameSeedAfterARestart_GivesTheSamePrices()
    {
        var market = CreateSut();
        await AllBars(market, Spy);
        clock.Advance(TimeSpan.FromDays(3.2));
        var before = await AllBars(market, Spy);

        (await AllBars(CreateSut(), Spy)).ShouldBe(before);
        (await AllBars(CreateSut(seed: 8), Spy)).ShouldNotBe(before);
    }

    [Fact]
    public async Task FetchSnapshots_OverTwoWeeks_HasSoundBarsAndQuotes()
    {
        clock.Advance(TimeSpan.FromDays(14));
        var market = CreateSut();

        foreach (var symbol in await market.ListSymbols(default))
        {
            foreach (var bar in await AllBars(market, symbol))
            {
                bar.Low.ShouldBeGreaterThan(0);
                bar.Low.ShouldBeLessThanOrEqualTo(Math.Min(bar.Open, bar.Close));
                bar.High.ShouldBeGreaterThanOrEqualTo(Math.Max(bar.Open, bar.Close));
                bar.Ask.ShouldBeGreaterThan(bar.Bid);
                bar.Volume.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public async Task FetchSnapshots_OverAYear_KeepsPricesAndVolatilityPlausible()
    {
        clock.Advance(TimeSpan.FromDays(365));
        var market = CreateSut();

        foreach (var listed in SimulatedSymbol.Default)
        {
            var closes = (await AllBars(market, listed.Symbol)).Select(b => b.Close).ToArray();
            var minute = StandardDeviation([.. closes.Zip(closes.Skip(1), (a, b) => Math.Log(b / a))]);

            closes[^1].ShouldBeInRange(listed.StartPrice / 10, listed.StartPrice * 10);
            (minute * Math.Sqrt(390) / listed.DailyVolatility).ShouldBeInRange(0.5, 3);
        }
    }

    [Fact]
    public async Task FetchHistory_OfARange_GivesTheBarsThatEndInIt()
    {
        clock.Advance(TimeSpan.FromMinutes(60));
        var market = CreateSut();

        var history = await market.FetchHistory([Spy, new Symbol("NOPE")], Open.AddMinutes(10), Open.AddMinutes(20), default);

        history.Keys.ShouldBe([Spy]);
        history[Spy].Count.ShouldBe(10);
        history[Spy][0].EndUtc.ShouldBe(Open.AddMinutes(11));
        history[Spy].Last.EndUtc.ShouldBe(Open.AddMinutes(20));
    }

    private static double StandardDeviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
