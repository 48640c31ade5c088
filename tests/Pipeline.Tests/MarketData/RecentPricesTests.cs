using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Clocks;

namespace TradingFunctions.Pipeline.Tests.MarketData;

public sealed class RecentPricesTests
{
    private static readonly Symbol Aapl = new("AAPL");
    private static readonly Symbol Msft = new("MSFT");
    private static readonly Symbol Unknown = new("NOSUCH");

    private readonly ManualClock clock = new(new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc));
    private readonly CountedMarket source;
    private readonly RecentPrices sut;

    public RecentPricesTests()
    {
        source = new CountedMarket(clock);
        sut = new RecentPrices(source, clock);
    }

    [Fact]
    public async Task Snapshots_AskedForAgainSoon_AreNotAskedFor()
    {
        await sut.FetchSnapshots([Aapl, Unknown], 1, default);
        clock.Advance(RecentPrices.Life - TimeSpan.FromMilliseconds(1));

        var again = await sut.FetchSnapshots([Aapl, Msft, Unknown], 1, default);

        again.Keys.Order().ShouldBe([Aapl, Msft]);
        source.Asked.ShouldBe(["AAPL,NOSUCH", "MSFT"]);
    }

    [Fact]
    public async Task Snapshots_AskedForLater_AreNew()
    {
        var first = await sut.FetchSnapshots([Aapl], 1, default);
        clock.Advance(RecentPrices.Life);

        var second = await sut.FetchSnapshots([Aapl], 1, default);

        second[Aapl].AsOfUtc.ShouldBe(first[Aapl].AsOfUtc + RecentPrices.Life);
    }

    [Fact]
    public async Task Snapshots_WithBars_AreAlwaysAskedFor()
    {
        await sut.FetchSnapshots([Aapl], 30, default);
        await sut.FetchSnapshots([Aapl], 30, default);

        source.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Snapshots_ThatFailed_AreAskedForAgain()
    {
        source.Fails = true;
        await Should.ThrowAsync<MarketDataException>(() => sut.FetchSnapshots([Aapl], 1, default));
        source.Fails = false;

        (await sut.FetchSnapshots([Aapl], 1, default)).Keys.ShouldBe([Aapl]);
    }

    private sealed class CountedMarket(TimeProvider clock) : IMarketData
    {
        public List<string> Asked { get; } = [];

        public bool Fails { get; set; }

        public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

        public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Symbol>>([Aapl, Msft]);

        public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
        {
            Asked.Add(string.Join(',', symbols));
            var now = clock.GetUtcNow().UtcDateTime;
            return Fails
                ? throw new MarketDataException("no answer")
                : Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(
                    symbols.Where(symbol => symbol != Unknown).ToDictionary(symbol => symbol, symbol => new SymbolSnapshot(symbol, now, 100, now, Quote: null, BarWindow.Empty)));
        }

        public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(new Dictionary<Symbol, BarWindow>());
    }
}
