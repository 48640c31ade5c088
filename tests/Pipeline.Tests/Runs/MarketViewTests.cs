using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Runs;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Runs;

/// <summary>400 monitors never mean 400 calls.</summary>
public sealed class MarketViewTests
{
    private static readonly RunId Run = new("main-20240306");
    private static readonly DateTime Check = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Planned = [.. Enumerable.Range(0, 400).Select(i => new Symbol($"S{i:D3}"))];

    private readonly RunStore runs;
    private readonly SlowMarket market = new();
    private readonly MarketView view;

    public MarketViewTests()
    {
        var store = new InMemoryDocumentStore();
        runs = new RunStore(store, new DocumentCache(store));
        view = new MarketView(market, runs);
    }

    [Fact]
    public async Task At_FourHundredMonitorsOfAHostThatHasJustStarted_IsOneCallForAll()
    {
        await Plan(Planned);

        var asked = Planned.Select(symbol => view.At(Run, Check, symbol, default).AsTask()).ToArray();
        market.Answer();

        (await Task.WhenAll(asked)).Select(snapshot => snapshot!.Symbol).ShouldBe(Planned);
        market.Calls.ShouldHaveSingleItem().ShouldBe(Planned);
        view.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task At_OneAfterTheOther_IsOneCallPerCheckTime()
    {
        await Plan(Planned);
        market.Answer();

        for (var minute = 0; minute < 3; minute++)
        {
            foreach (var symbol in Planned)
                (await view.At(Run, Check.AddMinutes(minute), symbol, default)).ShouldNotBeNull();
        }

        market.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task At_SymbolsThatAScanAddedSinceTheBatch_IsOneMoreCall()
    {
        await Plan(Planned[..100]);
        market.Answer();
        await view.At(Run, Check, Planned[0], default);
        await Plan(Planned);

        await Task.WhenAll(Planned.Select(symbol => view.At(Run, Check, symbol, default).AsTask()));

        market.Calls.Select(call => call.Length).ShouldBe([100, 400]);
    }

    [Fact]
    public async Task At_SymbolWithoutAPlan_IsAskedForWithTheOthers()
    {
        await Plan(Planned[..2]);
        market.Answer();

        (await view.At(Run, Check, new Symbol("ALONE"), default)).ShouldNotBeNull();
        (await view.At(Run, Check, Planned[0], default)).ShouldNotBeNull();

        market.Calls.ShouldHaveSingleItem().ShouldBe([new Symbol("ALONE"), .. Planned[..2]]);
    }

    [Fact]
    public async Task At_LateCheck_IsAnsweredFromTheNewestBatch()
    {
        await Plan(Planned);
        market.Answer();
        await view.At(Run, Check, Planned[0], default);

        (await view.At(Run, Check.AddMinutes(-1), Planned[1], default)).ShouldNotBeNull();

        market.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task At_MarketIsDown_IsOneCallPerCheckTimeAndOverWithTheNext()
    {
        await Plan(Planned);
        market.IsDown = true;
        market.Answer();

        foreach (var symbol in Planned)
            await Should.ThrowAsync<MarketDataException>(view.At(Run, Check, symbol, default).AsTask());
        market.Calls.Count.ShouldBe(1);

        market.IsDown = false;
        (await view.At(Run, Check.AddMinutes(-1), Planned[0], default)).ShouldNotBeNull();
        (await view.At(Run, Check.AddMinutes(1), Planned[1], default)).ShouldNotBeNull();
    }

    private async Task Plan(IEnumerable<Symbol> symbols) => await runs.AddToPlanIndex(
        Run, [.. symbols.Select(symbol => new PlanAssignment(new PlanReference(Run, symbol, 1), Check.AddHours(6)))], default);

    /// <summary>Answers when it is told to, and notes what it was asked for.</summary>
    private sealed class SlowMarket : IMarketData
    {
        private readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock gate = new();

        public List<Symbol[]> Calls { get; } = [];

        public bool IsDown { get; set; }

        public TimeSpan BarPeriod => TimeSpan.FromMinutes(1);

        public void Answer() => answers.TrySetResult();

        public Task<IReadOnlyList<Symbol>> ListSymbols(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Symbol>>(Planned);

        public async Task<IReadOnlyDictionary<Symbol, SymbolSnapshot>> FetchSnapshots(IReadOnlyCollection<Symbol> symbols, int bars, CancellationToken cancellationToken)
        {
            lock (gate)
                Calls.Add([.. symbols]);
            await answers.Task;
            return IsDown ? throw new MarketDataException("down") : symbols.ToDictionary(symbol => symbol, symbol => new SymbolSnapshot(symbol, Check, 100, Check, Quote: null, BarWindow.Empty));
        }

        public Task<IReadOnlyDictionary<Symbol, BarWindow>> FetchHistory(IReadOnlyCollection<Symbol> symbols, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
