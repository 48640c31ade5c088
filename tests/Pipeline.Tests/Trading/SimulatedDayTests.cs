using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;
using TradingFunctions.Domain.Risk;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;
using TradingFunctions.TestKit.Stores;
using TradingFunctions.TestKit.Trading;

namespace TradingFunctions.Pipeline.Tests.Trading;

/// <summary>A day of random orders on the simulated exchange, with hosts that keep dying: the books are the exchange's, and the trades those of a day without deaths.</summary>
public sealed class SimulatedDayTests : IDisposable
{
    private static readonly DateTime Open = new(2024, 3, 6, 14, 30, 0, DateTimeKind.Utc);
    private static readonly Symbol[] Symbols = [new("AAA"), new("BBB"), new("CCC")];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("simulated-day");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Day_HostsDyingAtRandom_TradesAsIfNoneHadDied(int seed)
    {
        var quiet = await Day(seed, deaths: false);
        var deadly = await Day(seed, deaths: true);

        quiet.Log.Length.ShouldBeGreaterThan(100);
        deadly.Deaths.ShouldBeGreaterThan(20);
        FirstDifference(quiet.Log, deadly.Log).ShouldBeNull();
        FirstDifference(quiet.Answers, deadly.Answers).ShouldBeNull();
    }

    private async Task<(string[] Log, string[] Answers, int Deaths)> Day(int seed, bool deaths)
    {
        var clock = new ManualClock(Open);
        var market = new RecordedMarket(Symbols.Select((symbol, i) => Walk(symbol, new Random(seed + i))), TimeSpan.FromMinutes(1), clock);
        using var exchange = new SimulatedExchange(
            Path.Combine(directory.FullName, $"{seed}-{deaths}.db"), market, clock, new ExchangeOptions { Durable = false, RejectRate = 0.05, Commission = new CommissionSchedule(PerShare: 0.005m) });
        var store = new InMemoryDocumentStore();
        var rules = new TradingRules { Limits = new RiskLimits { MaxSymbolShare = 0.3m, DuplicateWindow = null, MaxOrderNotional = null } };
        var fate = new Random(seed);
        var count = 0;
        var host = NewHost();
        var answers = new List<string>();

        await Survive(() => host.Reconciler.Run(default));
        var whims = new Random(seed);
        for (var minute = 1; minute <= 240; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await exchange.Advance(clock.NowUtc);
            await Survive(() => host.Pump.PumpOnce(default));
            var signal = Whim(whims, $"s{minute}", clock.NowUtc);
            if (signal is not null)
            {
                TradeAnswer? answer = null;
                await Survive(async () => answer = await host.Trades.Execute(new TradeRequest(signal, signal.Id.Value), default));
                answers.Add($"{answer!.SignalId} {answer.Status} {answer.Quantity} {string.Join(',', (answer.Denials ?? []).Select(denial => denial.Code))}");
            }
        }

        await Survive(() => host.Pump.PumpOnce(default));
        await Agree(host, exchange);
        var log = store.Dump(Containers.Trading, "main").Where(document => document.Id.StartsWith("event:", StringComparison.Ordinal) || document.Id.StartsWith("fill:", StringComparison.Ordinal))
            .Select(document => JsonSerializer.Deserialize(document.Json, TradingJson.Default.LogEntry)!)
            // What the successor of a dead host learnt by asking the broker is in the log too, and nobody had to ask on a quiet day.
            .Where(entry => entry is { Intent: null, Order: null }).OrderBy(entry => entry.Number).Select(Text);
        return ([.. log], [.. answers], count);

        TradingHost NewHost()
        {
            var plan = deaths ? new CrashPlan(fate.Next(3, 25), fate.Next(2) == 0) : CrashPlan.None;
            return new TradingHost(new CrashingStore(store, plan), new CrashingBroker(exchange, plan), market, clock, rules);
        }

        async Task Survive(Func<Task> act)
        {
            var reborn = false;
            while (true)
            {
                try
                {
                    if (reborn)
                        await host.Sweeper.SweepOnce(default);
                    await act();
                    return;
                }
                catch (CrashException)
                {
                    count++;
                    reborn = true;
                    host = NewHost();
                }
            }
        }
    }

    private static string Text(LogEntry entry) => entry switch
    {
        { Event: { } e } => $"{entry.AtUtc:HH:mm} {e.Kind} {e.ClientOrderId} {e.Side} {e.Symbol}",
        { Fill: { } f } => $"{entry.AtUtc:HH:mm} {f.OrderId} {f.Leg} {f.SignedQuantity:0.####} at {f.Price.Amount:0.######} fee {f.Fee.Amount:0.####} then {f.PositionAfter:0.####}",
        _ => $"{entry.AtUtc:HH:mm} {entry.Adjustment}",
    };

    /// <summary>The first line that differs, with what came just before it; null when all are equal.</summary>
    private static string? FirstDifference(string[] expected, string[] actual)
    {
        for (var i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            var (left, right) = (expected.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
            if (!string.Equals(left, right, StringComparison.Ordinal))
                return string.Join('\n', expected.Take(i).TakeLast(12).Append($"expected {left}").Append($"actual   {right}").Concat(actual.Skip(i + 1).Take(5)));
        }

        return null;
    }

    private static async Task Agree(TradingHost host, SimulatedExchange exchange)
    {
        var state = await host.Book.Open(default);
        var account = await exchange.GetAccount(default);
        state.Ledger.Cash.ShouldBe(account.Cash);
        var held = (await exchange.ListPositions(default)).ToDictionary(position => position.Symbol, position => position.SignedQuantity);
        foreach (var symbol in Symbols)
            state.Book(symbol).Position.SignedQuantity.ShouldBe(held.GetValueOrDefault(symbol));
        var open = (await exchange.ListOpenOrders(default)).Select(order => order.ClientOrderId).Order();
        state.Live.Values.Where(order => order.Stage != IntentStage.Stored).Select(order => order.Id).ShouldBe(open);
        var portfolio = await host.Queries.Portfolio(default);
        portfolio.Equity.ShouldBe(portfolio.StartEquity + portfolio.Realized + portfolio.Unrealized - portfolio.Fees);
        state.Ledger.ReservedExposure.Amount.ShouldBe(state.Live.Values.Sum(order => order.Reserved.Amount));
    }

    private static TradingSignal? Whim(Random whims, string id, DateTime nowUtc)
    {
        var symbol = Symbols[whims.Next(Symbols.Length)];
        var (action, quantity) = whims.Next(8) switch
        {
            0 or 1 or 2 => (SignalAction.Buy, (Quantity?)new Quantity(whims.Next(1, 60))),
            3 => (SignalAction.Buy, null),
            4 => (SignalAction.Sell, new Quantity(whims.Next(1, 30))),
            5 => (SignalAction.Sell, null),
            _ => (SignalAction.Hold, null),
        };
        return action == SignalAction.Hold
            ? null
            : new TradingSignal(new SignalId(id), symbol, action, quantity, PriceTarget: null, StopLoss: null, TakeProfit: null, 0.6, new StrategyId("whim"), nowUtc, new Dictionary<string, string>());
    }

    private static BarSeries Walk(Symbol symbol, Random random)
    {
        var series = new BarSeries(symbol, 256);
        var price = 100.0;
        for (var minute = 0; minute < 245; minute++)
        {
            var close = Math.Round(price * (1 + ((random.NextDouble() - 0.5) * 0.01)), 2);
            var (high, low) = (Math.Round(Math.Max(price, close) * 1.001, 2), Math.Round(Math.Min(price, close) * 0.999, 2));
            series.Append(new Bar(Open.AddMinutes(minute), Open.AddMinutes(minute + 1), price, high, low, close, random.Next(100, 2000)));
            price = close;
        }

        return series;
    }
}
