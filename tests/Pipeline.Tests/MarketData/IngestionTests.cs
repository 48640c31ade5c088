using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Scanning;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.MarketData;

public sealed class IngestionTests : IAsyncDisposable
{
    private static readonly Session Session = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 6))!;

    private readonly InMemoryDocumentStore store = new();
    private readonly ManualClock clock = new(Session.OpenUtc);
    private readonly MinuteMarket market;
    private readonly AccountBook account;
    private IngestionOptions options = new() { ChunkSize = 3 };
    private RequestBudget? budget;

    public IngestionTests()
    {
        market = new MinuteMarket(clock, 7);
        account = new AccountBook(store, new AccountId("main"), clock);
    }

    public ValueTask DisposeAsync() => account.DisposeAsync();

    private BarStore Bars => new(store);

    [Fact]
    public async Task Ingest_MinuteByMinute_StoresEveryBarInChunks()
    {
        for (var minute = 1; minute <= 20; minute++)
        {
            await Slot(minute);
        }

        market.Requests.Count.ShouldBe(20 * 3);
        market.Requests.ShouldAllBe(r => r.Symbols <= 3);
        (await Bars.ReadBars(Session.Date, new Symbol("S3"), default)).ShouldBe(market.All(new Symbol("S3"), 20));
        var report = await Report();
        (report.Symbols, report.Slots, report.Bars, report.Missing, report.Empty, report.Requests, report.MostRequests).ShouldBe((7, 20, 140, 0, 0, 60, 3));
        (report.AgesMeasured, report.AgeP99Seconds).ShouldBe((140, 1.2));
    }

    [Fact]
    public async Task Ingest_AfterADowntime_FillsWhatWasMissed()
    {
        await Slot(1);
        await Slot(2);

        await Slot(30);

        (await Bars.ReadBars(Session.Date, new Symbol("S0"), default)).Length.ShouldBe(30);
        var report = await Report();
        (report.Bars, report.Missing).ShouldBe((210, 0));
    }

    [Fact]
    public async Task Ingest_BarThatComesLate_IsTakenInByTheOverlapOrTheBackfill()
    {
        market.Holes.Add((new Symbol("S1"), 3));
        market.Holes.Add((new Symbol("S2"), 4));
        for (var minute = 1; minute <= 5; minute++)
        {
            await Slot(minute);
        }

        (await Report("S1")).Missing.ShouldBe(1);
        market.Holes.Remove((new Symbol("S1"), 3));
        for (var minute = 6; minute <= 15; minute++)
        {
            await Slot(minute);
        }

        var filled = await Report("S1");
        (filled.Missing, filled.Empty, filled.Late).ShouldBe((0, 0, 1));
        var empty = await Report("S2");
        (empty.Missing, empty.Empty, empty.Bars).ShouldBe((0, 1, 14));
    }

    [Fact]
    public async Task Ingest_SameSlotTwice_ChangesNothing()
    {
        await Slot(1);
        var first = await Report();

        await Slot(1);

        (await Report()).ShouldBeEquivalentTo(first);
    }

    [Fact]
    public async Task Ingest_ChunkThatFails_IsReportedAndMadeUpFor()
    {
        await Slot(1);
        market.IsDown = true;
        (await Slot(2)).FailedChunks.ShouldBe(3);
        market.IsDown = false;

        (await Slot(3)).Added.ShouldBe(14);

        var report = await Report();
        (report.Bars, report.FailedChunks, report.LastFailure).ShouldBe((21, 3, "MARKET_DATA"));
    }

    [Fact]
    public async Task Ingest_BudgetUsedUp_AsksNobodyUntilTheMinuteIsOver()
    {
        options = options with { RequestsPerMinute = 2 };

        (await Slot(1)).FailedChunks.ShouldBe(1);

        market.Requests.Count.ShouldBe(2);
        (await Report()).LastFailure.ShouldBe("RATE_BUDGET");
    }

    [Fact]
    public async Task Plan_OutsideASession_HasNothingToAskFor()
    {
        clock.Advance(TimeSpan.FromHours(-2));
        (await Slot(-119)).Symbols.ShouldBe(0);

        market.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshots_OfAnIngestedMarket_HaveTheStoredBars()
    {
        for (var minute = 1; minute <= 12; minute++)
        {
            await Slot(minute);
        }

        var before = market.Requests.Count;
        var ingested = new IngestedMarket(market, Bars, chunkSize: 3, clock);

        var snapshots = await ingested.FetchSnapshots(await ingested.ListSymbols(default), 10, default);

        snapshots.Count.ShouldBe(7);
        snapshots[new Symbol("S5")].Bars.Count.ShouldBe(10);
        snapshots[new Symbol("S5")].Bars.Last.ShouldBe(market.All(new Symbol("S5"), 12)[^1]);
        market.Requests.Count.ShouldBe(before);
        market.SnapshotsAskedFor.ShouldAllBe(asked => asked.Symbols <= 3 && asked.Bars == 1);
    }

    [Fact]
    public async Task Snapshots_OfAnIngestedMarket_AreNeverBehindTheSource()
    {
        await Slot(1);
        await Slot(2);
        var ingested = new IngestedMarket(market, Bars, chunkSize: 3, clock);
        (await Last()).ShouldBe(2);

        // Ingestion is down for three minutes: the source is asked for whole windows.
        clock.Advance(TimeSpan.FromMinutes(3));
        (await Last()).ShouldBe(5);
        market.SnapshotsAskedFor.ShouldContain(asked => asked.Bars == 10);

        // It has caught up: the store has what is needed.
        await Slot(6);
        market.SnapshotsAskedFor.Clear();
        (await Last()).ShouldBe(6);
        market.SnapshotsAskedFor.ShouldAllBe(asked => asked.Bars == 1);

        async Task<double> Last()
        {
            var bars = (await ingested.FetchSnapshots([new Symbol("S1"), new Symbol("S4")], 10, default))[new Symbol("S4")].Bars;
            bars.Count.ShouldBe((int)(bars.Last.EndUtc - Session.OpenUtc).TotalMinutes);
            return (bars.Last.EndUtc - Session.OpenUtc).TotalMinutes;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(390)]
    public void Block_OfBars_ComesBackBitForBit(int count)
    {
        var random = new Random(count);
        var start = Session.OpenUtc;
        foreach (var isOnGrid in new[] { true, false })
        {
            Bar[] bars = [.. Enumerable.Range(0, count).Select(i => new Bar(start.AddMinutes(i), start.AddMinutes(i + 1), Price(), Price(), Price(), Price(), random.Next(0, 1_000_000), Price(), Price()))];

            var text = BarBlock.Write(bars);

            BarBlock.Read(text, count).ShouldBe(bars);
            double Price() => isOnGrid ? random.Next(1, 10_000_000) / 10_000d : random.NextDouble() * 100;
        }
    }

    [Fact]
    public void Block_ThatIsDamaged_SaysSo()
    {
        Should.Throw<InvalidDataException>(() => BarBlock.Read("not base64!", 3));
        Should.Throw<InvalidDataException>(() => BarBlock.Read(BarBlock.Write([]), 3));
        Should.Throw<InvalidDataException>(() => BarBlock.Read(string.Empty, 0));
    }

    /// <summary>Takes in the minute that ends so many minutes after the open, a second and a bit after its end.</summary>
    private async Task<IngestResult> Slot(int minute)
    {
        await account.Open(default);
        budget ??= new RequestBudget(options.RequestsPerMinute, clock);
        var slot = Session.OpenUtc.AddMinutes(minute);
        if (clock.NowUtc < slot.AddMilliseconds(1200))
        {
            clock.Advance(slot.AddMilliseconds(1200) - clock.NowUtc);
        }

        var universe = new ScanUniverse(new UniverseOptions(), [], market, new SnapshotScreener(market), NullLogger<ScanUniverse>.Instance);
        var plan = await new PlanIngestion(Bars, universe, account, options).Run(new IngestRequest(slot), default);
        var chunks = new List<ChunkResult>();
        for (var chunk = 0; chunk < plan.Chunks; chunk++)
        {
            try
            {
                chunks.Add(await new IngestChunk(Bars, market, budget, options, clock).Run(new ChunkRequest(slot, plan.Date, chunk, plan.IsBackfill), default));
            }
            catch (ActivityFailureException e)
            {
                chunks.Add(new ChunkResult(chunk, 0, 0, 0, 0, 0, 0, [], e.Code));
            }
        }

        return await new FinishIngestion(Bars).Run(new IngestEnding(slot, plan.Date, [.. chunks]), default);
    }

    private async Task<QualityReport> Report(string? symbol = null) =>
        (await new QualityReporter(Bars).Report(Session.Date, symbol is null ? null : new Symbol(symbol), 10, default)).ShouldNotBeNull();

    /// <summary>A remote market that has a bar a minute, but for the holes in it.</summary>
    private sealed class MinuteMarket(ManualClock clock, int symbols) : IMarketData
    {
        public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

        public bool IsDown { get; set; }

        public HashSet<(Symbol Symbol, int Minute)> Holes { get; } = [];

        public List<(int Symbols, DateTime FromUtc)> Requests { get; } = [];

        public Bar[] All(Symbol symbol, int minutes) => [.. Enumerable.Range(1, minutes).Where(m => !Holes.Contains((symbol, m))).Select(m => BarOf(symbol, m))];

        public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Symbol>>([.. Enumerable.Range(0, symbols).Select(i => new Symbol($"S{i}"))]);

        public List<(int Symbols, int Bars)> SnapshotsAskedFor { get; } = [];

        public Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
        {
            SnapshotsAskedFor.Add((symbols.Count, bars));
            return Task.FromResult<IReadOnlyDictionary<Symbol, SymbolSnapshot>>(
                symbols.ToDictionary(s => s, s => new SymbolSnapshot(s, clock.NowUtc, 100, clock.NowUtc, Quote: null, Past(s, DateTime.MinValue, clock.NowUtc).WindowAt(clock.NowUtc, bars))));
        }

        public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken)
        {
            if (IsDown)
            {
                throw new MarketDataException("down");
            }

            Requests.Add((symbols.Count, fromUtc));
            return Task.FromResult<IReadOnlyDictionary<Symbol, BarWindow>>(symbols.ToDictionary(s => s, s => Past(s, fromUtc, toUtc).WindowAt(toUtc)));
        }

        private BarSeries Past(Symbol symbol, DateTime fromUtc, DateTime toUtc)
        {
            var series = new BarSeries(symbol);
            foreach (var bar in All(symbol, 390).Where(bar => bar.EndUtc > fromUtc && bar.EndUtc <= toUtc && bar.EndUtc <= clock.NowUtc))
            {
                series.Append(bar);
            }

            return series;
        }

        private static Bar BarOf(Symbol symbol, int minute)
        {
            var price = 50 + (symbol.Value[1] - '0') + (minute * 0.01);
            price = Math.Round(price, 2);
            return new Bar(Session.OpenUtc.AddMinutes(minute - 1), Session.OpenUtc.AddMinutes(minute), price, price, price, price, 1000 + minute);
        }
    }
}
