using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The simulated market and exchange, at the wall's pace: durable timers go by the wall's clock.</summary>
internal sealed class SimulatedTrading : IVenue
{
    private readonly SessionClock clock;
    private readonly SimulatedExchange exchange;

    private SimulatedTrading(SessionClock clock, SimulatedLiveMarket market, SimulatedExchange exchange) => (this.clock, Market, this.exchange) = (clock, market, exchange);

    public string Mode => "SIMULATED MARKET at the wall's pace, session after session: prices are made up";

    public TimeProvider Clock => clock;

    public IMarketTime Time => clock;

    public IMarketData Market { get; }

    /// <exception cref="ConfigurationException">This build has no such broker or market.</exception>
    public static async Task<SimulatedTrading> Open(HostStores stores, CancellationToken cancellationToken)
    {
        var options = stores.Settings.Options;
        if (options.Market.Kind != MarketKind.Simulated)
        {
            throw new ConfigurationException([new ConfigurationError("app settings", "TRADING__MARKET__KIND", $"{options.Market.Kind} is not for broker.kind {options.Broker.Kind} in this host.")]);
        }

        var (clock, first) = await SimulatedSessions.Open(stores.Documents, TimeProvider.System, cancellationToken);
        var market = TradingSettings.SimulatedMarket(options.Simulation, first, clock);
        return new SimulatedTrading(clock, market, new SimulatedExchange(stores.ExchangeFile, new LiveTape(market), clock, TradingSettings.Exchange(options, durable: true)));
    }

    public Func<IServiceProvider, IBroker> AddTo(IServiceCollection services)
    {
        services.AddSingleton(clock).AddSingleton(exchange).AddHostedService<ExchangeLoop>();
        return _ => exchange;
    }

    public void Dispose() => exchange.Dispose();
}
