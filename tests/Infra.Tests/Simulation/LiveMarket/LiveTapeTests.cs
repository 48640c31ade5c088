using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.LiveMarket;

public sealed class LiveTapeTests
{
    private static readonly Symbol Spy = new("SPY");
    private static readonly Session Day = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 4))!;

    private readonly ManualClock clock = new(Day.OpenUtc.AddMinutes(30));

    [Fact]
    public void Slices_OfAMinute_AddUpToIt()
    {
        var (market, sut) = CreateSut();
        var bars = market.BarsOf(Spy)!;
        var minute = bars[bars.CountAt(Day.OpenUtc)];
        var slices = Slices(sut, Day.OpenUtc, minute.EndUtc);
        slices.Count.ShouldBe(12);
        (slices[0].Open, slices[^1].Close, slices[^1].EndUtc).ShouldBe((minute.Open, minute.Close, minute.EndUtc));
        slices.Max(s => s.High).ShouldBe(minute.High, tolerance: 1e-9);
        slices.Min(s => s.Low).ShouldBe(minute.Low, tolerance: 1e-9);
        slices.Sum(s => s.Volume).ShouldBe(minute.Volume, tolerance: 1e-6);
        slices.Zip(slices.Skip(1)).ShouldAllBe(pair => pair.First.Close == pair.Second.Open && pair.First.EndUtc == pair.Second.StartUtc);
    }

    [Fact]
    public void Tape_OverNight_GoesOnWithTheOpen()
    {
        var (_, sut) = CreateSut();
        var before = ExchangeCalendar.PreviousSession(Day.Date);
        sut.TryNext(Spy, before.CloseUtc, Day.OpenUtc, out _).ShouldBeFalse();
        sut.TryNext(Spy, before.CloseUtc, clock.GetUtcNow().UtcDateTime, out var first).ShouldBeTrue();
        first.StartUtc.ShouldBe(Day.OpenUtc);
    }

    [Fact]
    public void LastPrice_IsTheCloseOfTheLastSlice()
    {
        var (_, sut) = CreateSut();
        foreach (var slice in Slices(sut, Day.OpenUtc, Day.OpenUtc.AddMinutes(3)))
        {
            sut.LastPrice(Spy, slice.EndUtc)!.Value.ShouldBe(slice.Close, tolerance: 1e-9);
            sut.LastPrice(Spy, slice.EndUtc.AddSeconds(4.9))!.Value.ShouldBe(slice.Close, tolerance: 1e-9);
        }
    }

    [Fact]
    public void Symbol_Unknown_HasNoTape()
    {
        var (_, sut) = CreateSut();
        var unknown = new Symbol("NOPE");
        (sut.Has(Spy), sut.Has(unknown), sut.LastPrice(unknown, Day.OpenUtc)).ShouldBe((true, false, null));
        sut.TryNext(unknown, Day.OpenUtc, Day.CloseUtc, out _).ShouldBeFalse();
    }

    private (SimulatedLiveMarket Market, LiveTape Tape) CreateSut()
    {
        var market = new SimulatedLiveMarket(SimulatedSymbol.Default, seed: 3, Day.Date, clock, historySessions: 2);
        return (market, new LiveTape(market));
    }

    private static List<Bar> Slices(LiveTape tape, DateTime after, DateTime until)
    {
        var slices = new List<Bar>();
        while (tape.TryNext(Spy, after, until, out var slice))
        {
            slices.Add(slice);
            after = slice.EndUtc;
        }

        return slices;
    }
}
