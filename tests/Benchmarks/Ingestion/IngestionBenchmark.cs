using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Engine;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Orchestrations;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Benchmarks.Ingestion;

/// <summary>
/// The minute bars of 500 symbols, taken in from the Alpaca stub over HTTP by the real orchestration on the live engine, store and engine with
/// <c>synchronous=FULL</c>. Time is accelerated: an age is in seconds of the market, so that a second of it is a fraction of a real one.
/// </summary>
internal static class IngestionBenchmark
{
    private const int Symbols = 500;
    private const int Minutes = 10;
    private const double Speed = 5;

    private static readonly Session Session = ExchangeCalendar.SessionOn(new DateOnly(2024, 3, 6))!;

    public static async Task Run(string directory, Report report)
    {
        // What a host that starts at the opening bell pays for once: compiling.
        await TakeIn(Directory.CreateDirectory(Path.Combine(directory, "warm-up")).FullName, minutes: 2, speed: 15);
        var quality = await TakeIn(directory, Minutes, Speed);

        var note = string.Create(CultureInfo.InvariantCulture, $"[{Minutes} minutes at {Speed}x, {quality.AgesMeasured} bars, p50 {quality.AgeP50Seconds:F2} s, at most {quality.MostRequests} requests a minute]");
        report.Add(Row.Of("ingestion", $"{Symbols} symbols x 1 minute, age p99", "s of the market", [quality.AgeP99Seconds!.Value], note));
        report.Add(Row.Of("ingestion", "the same, oldest", "s of the market", [quality.AgeMaxSeconds!.Value]));
    }

    private static async Task<QualityReport> TakeIn(string directory, int minutes, double speed)
    {
        using var clock = new AcceleratedClock(Session.OpenUtc.AddSeconds(30), speed);
        await using var stub = await StubServer.Start(new StubOptions { Clock = clock, Tick = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        using var http = new AlpacaHttp(stub.Address, StubOptions.DefaultKey, new StubOptions().Secret, TimeSpan.FromSeconds(10));
        using var store = SqliteDocumentStore.Open(Path.Combine(directory, "ingest.db"));
        await using var book = new AccountBook(store, new AccountId("main"), clock);
        await book.Open(CancellationToken.None);
        await using var services = Services(store, book, new HttpAlpacaMarket(http, clock), clock);
        await using var engine = EmbeddedEngine.Open(
            new EngineOptions { DatabasePath = Path.Combine(directory, "ingest-engine.db"), TimeoutClock = TimeProvider.System }, PipelineCatalog.All, services, clock, NullLoggerFactory.Instance);
        engine.StartDispatching();
        for (var minute = 1; minute <= minutes; minute++)
        {
            var slot = Session.OpenUtc.AddMinutes(minute);
            await Wait(clock, slot);
            await engine.Start(PipelineCatalog.IngestBars, InstanceIds.Ingestion(slot), new IngestRequest(slot), StartPolicy.Once, CancellationToken.None);
        }

        await Wait(clock, Session.OpenUtc.AddMinutes(minutes).AddSeconds(50));
        var quality = await services.GetRequiredService<QualityReporter>().Report(Session.Date, symbol: null, 1, CancellationToken.None)
            ?? throw new InvalidOperationException("Nothing was taken in.");
        if (quality.Bars != Symbols * minutes || quality.Missing != 0 || quality.FailedChunks != 0)
        {
            throw new InvalidOperationException($"{quality.Bars} of {Symbols * minutes} bars, {quality.Missing} missing, {quality.FailedChunks} chunks failed: {quality.LastFailure}");
        }

        return quality;
    }

    private static ServiceProvider Services(SqliteDocumentStore store, AccountBook book, IMarketData market, TimeProvider clock) => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(clock)
        .AddSingleton<IDocumentStore>(store)
        .AddSingleton<IAccountBook>(book)
        .AddSingleton(market)
        .AddPipeline(PipelineSettings.Default with
        {
            Universe = new UniverseOptions { Symbols = [.. Names()] },
            Listed = [.. Names()],
            Ingestion = new IngestionOptions { Mode = IngestionMode.On },
        })
        .BuildServiceProvider();

    private static IEnumerable<Symbol> Names() => Enumerable.Range(0, Symbols).Select(i => new Symbol(string.Create(CultureInfo.InvariantCulture, $"M{i:D3}")));

    private static async Task Wait(AcceleratedClock clock, DateTime until)
    {
        while (clock.NowUtc < until)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}
