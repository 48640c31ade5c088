using System.Diagnostics;
using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline;
using TradingFunctions.Pipeline.Books;
using TradingFunctions.Pipeline.Day;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Benchmarks.Books;

/// <summary>
/// 10,000 orders over one simulated session: each goes through gate, reservation, exchange, fill and log, one after another, store and exchange with
/// <c>synchronous=FULL</c>. Then the day is closed, and the books are rebuilt from their log.
/// </summary>
internal static class BooksBenchmark
{
    private const int Orders = 10_000;
    private const int Minutes = 390;

    private static readonly DateTime Open = new(2024, 3, 6, 14, 30, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Symbols = [.. Enumerable.Range(0, 20).Select(i => new Symbol($"S{i:D2}"))];

    public static async Task Run(string directory, Report report)
    {
        var clock = new ManualClock(Open);
        var market = new RecordedMarket(Symbols.Select(Walk), TimeSpan.FromMinutes(1), clock);
        using var exchange = new SimulatedExchange(
            Path.Combine(directory, "books-exchange.db"), market, clock, new ExchangeOptions { StartingCash = new Money(10_000_000m), Commission = new CommissionSchedule(PerShare: 0.005m) });
        using var store = SqliteDocumentStore.Open(Path.Combine(directory, "books.db"));
        var rules = new TradingRules { Limits = new RiskLimits { DuplicateWindow = null, RequireStop = false, DefaultStop = null, MaxSymbolShare = null, MaxPortfolioRisk = null } };
        await using var host = new TradingHost(store, exchange, market, clock, rules);
        await host.Reconciler.Run(CancellationToken.None);

        var began = Stopwatch.GetTimestamp();
        var sent = 0;
        for (var minute = 1; minute <= Minutes; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await exchange.Advance(clock.NowUtc);
            await host.Pump.PumpOnce(CancellationToken.None);
            for (; sent < Orders * minute / Minutes; sent++)
            {
                await Send(host, sent, clock.NowUtc);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Finish(store, host, market, seconds, report);
    }

    private static async Task Send(TradingHost host, int number, DateTime nowUtc)
    {
        var symbol = Symbols[number % Symbols.Length];
        var action = number / Symbols.Length % 2 == 0 ? SignalAction.Buy : SignalAction.Sell;
        var signal = new TradingSignal(
            new SignalId($"b{number}"), symbol, action, new Quantity(10m), PriceTarget: null, StopLoss: null, TakeProfit: null, 0.6, new StrategyId("bench"), nowUtc, new Dictionary<string, string>());
        await host.Trades.Execute(new TradeRequest(signal, signal.Id.Value), CancellationToken.None);
    }

    private static async Task Finish(SqliteDocumentStore store, TradingHost host, RecordedMarket market, double seconds, Report report)
    {
        var settings = PipelineSettings.Default;
        var log = new AccountLog(store, settings);
        var began = Stopwatch.GetTimestamp();
        var (day, _) = await new DayCloser(new DayStore(store, new DocumentCache(store), settings), log, market).CloseUpTo(ExchangeCalendar.ToUtc(DateOnly.FromDateTime(Open), DayCloser.End), CancellationToken.None);
        var closing = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        var rebuilt = await new BooksAuditor(store, log, settings).Rebuild(CancellationToken.None);
        var rebuilding = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!rebuilt.Agrees || day.Total.Fills == 0)
        {
            throw new InvalidOperationException($"The books are not those of their log: {string.Join("; ", rebuilt.Differences.Select(difference => difference.What).Concat(rebuilt.Faults))}");
        }

        var note = $"{day.Total.Fills} fills, {rebuilt.Entries} log entries, {host.Book.State.Live.Count} working";
        report.Add(Row.Of("books", "10,000 orders over a session, one caller, FULL", "orders/s", [Orders / seconds], note));
        report.Add(Row.Of("books", "closing that day", "ms", [closing]));
        report.Add(Row.Of("books", "rebuilding and comparing the books", "entries/s", [rebuilt.Entries / rebuilding]));
    }

    private static BarSeries Walk(Symbol symbol, int seed)
    {
        var random = new Random(seed);
        var series = new BarSeries(symbol, Minutes);
        var price = 50.0 + seed;
        for (var minute = 0; minute < Minutes; minute++)
        {
            var close = Math.Round(price * (1 + ((random.NextDouble() - 0.5) * 0.004)), 2);
            series.Append(new Bar(Open.AddMinutes(minute), Open.AddMinutes(minute + 1), price, Math.Max(price, close) + 0.01, Math.Min(price, close) - 0.01, close, 1_000_000));
            price = close;
        }

        return series;
    }
}
