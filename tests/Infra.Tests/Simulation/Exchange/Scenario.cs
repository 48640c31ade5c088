using TradingFunctions.Domain;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

/// <summary>Random bars, orders and cancels, all from one number.</summary>
internal sealed class Scenario : IDisposable
{
    public const int Bars = 30;

    private static readonly Symbol[] Symbols = [new("AAA"), new("BBB"), new("SPY")];

    private readonly List<OrderTerms>[] orders = [.. Enumerable.Range(0, Bars + 1).Select(_ => new List<OrderTerms>())];
    private readonly List<ClientOrderId>[] cancels = [.. Enumerable.Range(0, Bars + 1).Select(_ => new List<ClientOrderId>())];

    public Scenario(int seed, ExchangeOptions options)
    {
        var random = new Random(seed);
        Harness = new ExchangeHarness(options);
        foreach (var symbol in Symbols)
        {
            var price = 50 + (random.NextDouble() * 100);
            for (var i = 0; i < Bars; i++)
            {
                var open = Math.Round(price * (1 + ((random.NextDouble() - 0.5) * 0.02)), 2);
                var close = Math.Round(open * (1 + ((random.NextDouble() - 0.5) * 0.04)), 2);
                var high = Math.Round(Math.Max(open, close) * (1 + (random.NextDouble() * 0.02)), 2);
                var low = Math.Round(Math.Min(open, close) * (1 - (random.NextDouble() * 0.02)), 2);
                var quoted = random.Next(3) == 0;
                var volume = random.Next(5) == 0 ? 0 : random.Next(2_000);
                Harness.Bar(open, high, low, close, volume, quoted ? close - 0.02 : 0, quoted ? close + 0.02 : 0, symbol);
                Volumes[(symbol, ExchangeHarness.Day.OpenUtc.AddMinutes(i + 1))] = volume;
                price = close;
            }
        }

        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(1, Bars);
            var terms = RandomTerms(random, $"order-{i:D2}");
            orders[at].Add(terms);
            All[terms.ClientOrderId] = terms;
            if (random.Next(4) == 0)
            {
                cancels[random.Next(at, Bars)].Add(terms.ClientOrderId);
            }
        }
    }

    public ExchangeHarness Harness { get; }

    public Dictionary<ClientOrderId, OrderTerms> All { get; } = [];

    public Dictionary<(Symbol, DateTime), decimal> Volumes { get; } = [];

    public bool HasWork(int bar) => orders[bar].Count + cancels[bar].Count > 0;

    /// <summary>What is sent at the end of a bar. The exchange has been advanced to it.</summary>
    public async Task Act(SimulatedExchange exchange, int bar, bool backwards = false)
    {
        foreach (var terms in backwards ? orders[bar].AsEnumerable().Reverse() : orders[bar])
        {
            await exchange.Place(terms);
        }

        foreach (var id in cancels[bar])
        {
            await exchange.Cancel(id, CancellationToken.None);
        }
    }

    public void Dispose() => Harness.Dispose();

    private OrderTerms RandomTerms(Random random, string id)
    {
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var type = (OrderType)random.Next(5);
        var tif = type is OrderType.Market or OrderType.Limit ? (TimeInForce)random.Next(6) : (TimeInForce)random.Next(2);
        var sign = side == Side.Buy ? 1 : -1;
        var around = 60m + random.Next(80);
        var isBracket = tif is TimeInForce.Day or TimeInForce.Gtc && random.Next(2) == 0;
        return Harness.Terms(
            side, random.Next(1, 400), type,
            type is OrderType.Limit or OrderType.StopLimit ? around : null,
            type is OrderType.Stop or OrderType.StopLimit ? around + sign : null,
            type == OrderType.TrailingStop ? 0.02m : null,
            isBracket && random.Next(4) > 0 ? around - (sign * random.Next(2, 10)) : null,
            isBracket && random.Next(4) > 0 ? around + (sign * random.Next(2, 10)) : null,
            tif, id: id, symbol: Symbols[random.Next(Symbols.Length)]);
    }
}
