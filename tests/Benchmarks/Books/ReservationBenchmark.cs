using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Benchmarks.Books;

/// <summary>From a wish to an intent on disk: the gate's decision, the reservation and their one commit, store with <c>synchronous=FULL</c>. Nothing is sent.</summary>
internal sealed class ReservationBenchmark(TradingHost host, DateTime nowUtc)
{
    private const int PerRun = 1_000;
    private const int Runs = 5;
    private const int Callers = 64;

    private static readonly DateTime Open = new(2024, 3, 6, 14, 30, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Symbols = [.. Enumerable.Range(0, 20).Select(i => new Symbol($"S{i:D2}"))];

    private readonly MarketView market = new(
        new Price(50m), nowUtc, TimeSpan.FromMinutes(1), IsOpen: true, Tradable: true, Shortable: true, Volume: null, new Dictionary<Symbol, Price>());

    private int placed;

    public static async Task Run(string directory, Report report)
    {
        var clock = new ManualClock(Open);
        var empty = new RecordedMarket([], TimeSpan.FromMinutes(1), clock);
        using var exchange = new SimulatedExchange(
            Path.Combine(directory, "reservation-exchange.db"), empty, clock, new ExchangeOptions { StartingCash = new Money(1_000_000_000m) });
        using var store = SqliteDocumentStore.Open(Path.Combine(directory, "reservation.db"));
        var rules = new TradingRules { Limits = new RiskLimits { DuplicateWindow = null, MaxSymbolShare = null, MaxPortfolioRisk = null } };
        await using var host = new TradingHost(store, exchange, empty, clock, rules);
        await host.Reconciler.Run(CancellationToken.None);
        await new ReservationBenchmark(host, clock.NowUtc).Measure(report);
    }

    private async Task Measure(Report report)
    {
        await Place(PerRun);
        var (medians, tails, rates) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var latencies = await Place(PerRun);
            Array.Sort(latencies);
            medians.Add(latencies[PerRun / 2]);
            tails.Add(latencies[PerRun * 99 / 100]);
        }

        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => Place(PerRun / Callers))));
            rates.Add(PerRun / Callers * Callers / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        report.Add(Row.Of("books", "reservation plus intent commit, one caller, p50", "ms", medians));
        report.Add(Row.Of("books", "reservation plus intent commit, one caller, p99", "ms", tails));
        report.Add(Row.Of("books", $"reservation plus intent commit, {Callers} callers", "intents/s", rates, $"{host.Book.State.Live.Count} intents at the end"));
    }

    /// <returns>Milliseconds of each.</returns>
    private async Task<double[]> Place(int count)
    {
        var latencies = new double[count];
        for (var i = 0; i < count; i++)
        {
            var number = Interlocked.Increment(ref placed);
            var origin = $"r{number}";
            var wish = new TradeWish(
                ClientOrderIds.Derive(host.Options.Account, host.Options.Environment, origin, "order"), origin, Symbols[number % Symbols.Length], Side.Buy, new StrategyId("bench"), new Quantity(1m), SignalUtc: nowUtc);
            var began = Stopwatch.GetTimestamp();
            var reply = await host.Book.Ask<PlaceReply>(
                new PlaceOrder(wish, market, host.Rules.Current, host.Options.Owner, nowUtc + host.Options.SendWindow, nowUtc), CancellationToken.None);
            latencies[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (reply.Approved is null)
            {
                throw new InvalidOperationException($"An order was refused: {string.Join(", ", reply.Denials.Select(denial => denial.Code))}");
            }
        }

        return latencies;
    }
}
