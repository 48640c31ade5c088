using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The simulated market and exchange, at the wall's pace: durable timers go by the wall's clock.</summary>
internal sealed class SimulatedTrading : IDisposable
{
    private SimulatedTrading(SessionClock clock, SimulatedLiveMarket market, SimulatedExchange exchange) => (Clock, Market, Exchange) = (clock, market, exchange);

    public SessionClock Clock { get; }

    public SimulatedLiveMarket Market { get; }

    public SimulatedExchange Exchange { get; }

    /// <exception cref="ConfigurationException">This build has no such broker or market.</exception>
    public static async Task<SimulatedTrading> Open(HostStores stores, CancellationToken cancellationToken)
    {
        var options = stores.Settings.Options;
        if (options.Broker.Kind != BrokerKind.Simulated || options.Market.Kind != MarketKind.Simulated)
        {
            throw new ConfigurationException([new ConfigurationError("app settings", "TRADING__BROKER__KIND", $"{options.Broker.Kind} with market.kind {options.Market.Kind} is not in this build.")]);
        }

        var (clock, first) = await SimulatedSessions.Open(stores.Documents, TimeProvider.System, cancellationToken);
        var market = TradingSettings.SimulatedMarket(options.Simulation, first, clock);
        return new SimulatedTrading(clock, market, new SimulatedExchange(stores.ExchangeFile, new LiveMarketTape(market), clock, TradingSettings.Exchange(options, durable: true)));
    }

    public void Dispose() => Exchange.Dispose();
}
