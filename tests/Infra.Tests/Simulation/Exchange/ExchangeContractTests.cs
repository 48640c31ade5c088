using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.Market;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Trading;
using ManualClock = TradingFunctions.TestKit.Clocks.ManualClock;

namespace TradingFunctions.Infra.Tests.Simulation.Exchange;

public sealed class ExchangeContractTests : BrokerContract
{
    protected override async Task<BrokerBench> Open()
    {
        var bench = new Bench();
        await bench.Trade(100m);
        return bench;
    }

    /// <summary>The market trades once a minute: a bar without movement, half of whose volume may be had.</summary>
    private sealed class Bench : BrokerBench
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("exchange-contract");
        private readonly ManualClock clock = new(ExchangeHarness.Day.OpenUtc);
        private readonly BarSeries bars = new(Spy);
        private readonly SimulatedExchange exchange;

        public Bench()
        {
            var options = new ExchangeOptions { Durable = false, SpreadFraction = 0m, MaxParticipation = 0.5m, Leverage = 1m };
            exchange = new SimulatedExchange(Path.Combine(directory.FullName, "exchange.db"), new RecordedMarket([bars], TimeSpan.FromMinutes(1), clock), clock, options);
        }

        public override IBroker Broker => exchange;

        protected override DateTime Now => clock.GetUtcNow().UtcDateTime;

        public override Task Trade(decimal price, decimal shares = 10_000m)
        {
            var flat = (double)price;
            bars.Append(new Bar(Now, Now.AddMinutes(1), flat, flat, flat, flat, (double)shares * 2));
            clock.Advance(TimeSpan.FromMinutes(1));
            return exchange.Advance(Now);
        }

        public override async Task<IReadOnlyList<OrderEvent>> Events(ClientOrderId id) =>
            [.. (await exchange.ReadEvents(0, int.MaxValue, CancellationToken.None)).Where(e => e.ClientOrderId == id)];

        public override async Task<BrokerOrder> Until(ClientOrderId id, Func<BrokerOrder, bool> expected)
        {
            var order = (await exchange.Find(id, CancellationToken.None)).ShouldNotBeNull();
            expected(order).ShouldBeTrue(order.ToString());
            return order;
        }

        public override ValueTask DisposeAsync()
        {
            exchange.Dispose();
            directory.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
