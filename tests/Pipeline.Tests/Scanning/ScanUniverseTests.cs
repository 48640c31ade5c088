using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Scanning;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Scanning;

public sealed class ScanUniverseTests
{
    private readonly Lists lists = new();

    [Fact]
    public async Task Find_NoSourceNamed_IsTheMarketWithoutTheExcluded()
    {
        var universe = await Sut(new UniverseOptions { Exclude = [new Symbol("MSFT")] }).Find(default);

        universe.Symbols.Select(s => s.Value).ShouldBe(["AAPL", "IBM"]);
        universe.Sources.ShouldBe("3 of the market, 1 excluded");
    }

    [Fact]
    public async Task Find_SeveralSources_IsAllOfThemEachSymbolOnce()
    {
        var universe = await Sut(new UniverseOptions { MostActive = 2, Movers = 1 }, "AAPL", "XOM").Find(default);

        universe.Symbols.Select(s => s.Value).ShouldBe(["AAPL", "DOWN", "TSLA", "UP", "XOM"]);
        universe.Sources.ShouldBe("2 listed, 2 most active, 2 movers");
    }

    [Fact]
    public async Task Find_BrokersListsAreAway_GoesOnWithTheListAndSaysSo()
    {
        lists.IsDown = true;

        var universe = await Sut(new UniverseOptions { MostActive = 2 }, "AAPL").Find(default);

        universe.Symbols.ShouldHaveSingleItem();
        universe.Sources.ShouldBe("1 listed, most active not to be had");
    }

    [Fact]
    public async Task Find_NoSourceAnswers_Fails()
    {
        lists.IsDown = true;

        await Should.ThrowAsync<MarketDataException>(() => Sut(new UniverseOptions { Movers = 2 }).Find(default));
    }

    private ScanUniverse Sut(UniverseOptions options, params string[] listed)
    {
        var market = new FakeMarket(TimeProvider.System);
        foreach (var symbol in new[] { "AAPL", "IBM", "MSFT" })
        {
            market.Set(new Symbol(symbol), 100);
        }

        return new ScanUniverse(options with { Symbols = [.. listed.Select(s => new Symbol(s))] }, [.. listed.Select(s => new Symbol(s))], market, lists, NullLogger<ScanUniverse>.Instance);
    }

    private sealed class Lists : IMarketScreener
    {
        public bool IsDown { get; set; }

        public Task<IReadOnlyList<Symbol>> MostActive(int top, CancellationToken cancellationToken) =>
            IsDown ? throw new MarketDataException("down") : Task.FromResult<IReadOnlyList<Symbol>>([new("TSLA"), new("AAPL")]);

        public Task<Movers> Movers(int top, CancellationToken cancellationToken) =>
            IsDown ? throw new MarketDataException("down") : Task.FromResult(new Movers([new Symbol("UP")], [new Symbol("DOWN")]));
    }
}
