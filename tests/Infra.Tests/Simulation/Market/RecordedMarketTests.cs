using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Infra.Tests.Simulation.Market;

public sealed class RecordedMarketTests
{
    private static readonly DateTime Open = new(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc);
    private static readonly Symbol A = new("A");
    private static readonly Symbol B = new("B");

    private readonly ManualClock clock = new(Open);

    [Fact]
    public async Task Snapshots_HoldNothingLaterThanTheClock()
    {
        var sut = CreateSut();
        (await sut.FetchSnapshots([A, B], 10, CancellationToken.None)).ShouldBeEmpty();
        clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        (await sut.FetchSnapshots([A, B], 10, CancellationToken.None)).ShouldBeEmpty();
        clock.Advance(TimeSpan.FromTicks(1));
        var snapshot = (await sut.FetchSnapshots([A, B], 10, CancellationToken.None))[A];
        (snapshot.AsOfUtc, snapshot.LastPrice, snapshot.LastPriceUtc, snapshot.Bars.Count).ShouldBe((Open.AddMinutes(1), 1, Open.AddMinutes(1), 1));
        snapshot.Quote.ShouldBe(new Quote(Open.AddMinutes(1), 0.9, 1.1));
    }

    [Fact]
    public async Task Snapshots_KeepTheNewestBarsAndLeaveOutUnknownSymbols()
    {
        var sut = CreateSut();
        clock.Advance(TimeSpan.FromMinutes(3.5));
        var snapshots = await sut.FetchSnapshots([A, new Symbol("NOPE")], 2, CancellationToken.None);
        snapshots.Keys.ShouldBe([A]);
        snapshots[A].Bars.Closes.ToArray().ShouldBe([2, 3]);
        snapshots[A].LastPriceUtc.ShouldBe(Open.AddMinutes(3));
    }

    [Fact]
    public async Task Snapshots_WithoutQuote_SaySo()
    {
        var sut = CreateSut();
        clock.Advance(TimeSpan.FromMinutes(5));
        (await sut.FetchSnapshots([B], 1, CancellationToken.None))[B].Quote.ShouldBeNull();
    }

    [Fact]
    public async Task History_IsOpenAtItsStartAndEndsAtTheClock()
    {
        var sut = CreateSut();
        clock.Advance(TimeSpan.FromMinutes(3));
        var history = await sut.FetchHistory([A, B], Open.AddMinutes(1), Open.AddMinutes(9), CancellationToken.None);
        history.Keys.ShouldBe([A]);
        history[A].Closes.ToArray().ShouldBe([2, 3]);
    }

    [Fact]
    public void NextEvent_IsTheNextBarEndOfAnySymbol()
    {
        var sut = CreateSut();
        var ends = new List<double>();
        for (var at = sut.NextEventUtc(Open); at is { } next; at = sut.NextEventUtc(next))
        {
            ends.Add((next - Open).TotalMinutes);
        }

        ends.ShouldBe([1, 2, 3, 4, 5]);
        sut.NextEventUtc(Open.AddSeconds(90)).ShouldBe(Open.AddMinutes(2));
        (sut.StartUtc, sut.EndUtc, sut.TotalBars).ShouldBe((Open, Open.AddMinutes(5), 5));
    }

    [Fact]
    public void Tape_GivesBarsOneByOne()
    {
        var sut = CreateSut();
        sut.TryNext(A, Open, Open.AddSeconds(59), out _).ShouldBeFalse();
        sut.TryNext(A, Open, Open.AddMinutes(9), out var first).ShouldBeTrue();
        first.EndUtc.ShouldBe(Open.AddMinutes(1));
        sut.TryNext(A, first.EndUtc, Open.AddMinutes(9), out var second).ShouldBeTrue();
        second.EndUtc.ShouldBe(Open.AddMinutes(2));
        (sut.LastPrice(A, Open), sut.LastPrice(A, Open.AddMinutes(2.5))).ShouldBe((null, 2));
        (sut.Has(A), sut.Has(new Symbol("NOPE"))).ShouldBe((true, false));
    }

    [Fact]
    public async Task Symbols_AreSorted() => (await CreateSut().ListSymbols(CancellationToken.None)).ShouldBe([A, B]);

    private RecordedMarket CreateSut()
    {
        var (a, b) = (new BarSeries(A), new BarSeries(B));
        for (var i = 0; i < 4; i++)
        {
            a.Append(new Bar(Open.AddMinutes(i), Open.AddMinutes(i + 1), i + 1, i + 1, i + 1, i + 1, 100, i + 0.9, i + 1.1));
        }

        b.Append(new Bar(Open.AddMinutes(4), Open.AddMinutes(5), 9, 9, 9, 9, 100));
        return new RecordedMarket([b, a], TimeSpan.FromMinutes(1), clock);
    }
}
