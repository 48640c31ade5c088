using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Simulation.Clocks;
using TradingFunctions.Infra.Simulation.Exchange;
using TradingFunctions.Infra.Simulation.LiveMarket;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>The simulated market and exchange, faster than the wall's clock.</summary>
internal sealed class SimulatedVenue : IVenue
{
    private readonly DataDirectory directory;
    private readonly TradingOptions options;
    private readonly SimulationClockDocument start;
    private readonly AcceleratedClock clock;
    private readonly SimulatedLiveMarket market;

    /// <param name="start">Where the simulated market stands.</param>
    public SimulatedVenue(DataDirectory directory, TradingOptions options, SimulationClockDocument start)
    {
        (this.directory, this.options, this.start) = (directory, options, start);
        clock = new AcceleratedClock(start.NowUtc, options.Simulation.Speed);
        market = TradingSettings.SimulatedMarket(options.Simulation, start.FirstSession, clock);
    }

    public string Mode => $"SIMULATED MARKET, {options.Simulation.Speed}x accelerated: prices are made up";

    public TimeProvider Clock => clock;

    /// <summary>Where the simulation stands: the start itself takes minutes of simulated time.</summary>
    public DateTime StartUtc => start.NowUtc;

    public IMarketData Market => market;

    public TradeOptions Adapt(TradeOptions trade) => trade with
    {
        SendWindow = TimeSpan.FromSeconds(10) * options.Simulation.Speed,
        LookupWindow = TimeSpan.FromSeconds(60) * options.Simulation.Speed,
        MarkLife = TimeSpan.FromSeconds(30),
    };

    public Func<IServiceProvider, IBroker> AddTo(IServiceCollection services)
    {
        services
            .AddSingleton(_ => clock)
            .AddSingleton<SimulationClockStore>()
            .AddSingleton(s => new SimulationClock(clock, s.GetRequiredService<SimulationClockStore>(), start))
            .AddSingleton(_ => OpenExchange())
            .AddSingleton<IVenueLoops, SimulatedLoops>();
        return s => s.GetRequiredService<SimulatedExchange>();
    }

    /// <summary>The exchange may be ahead of the time that was written down last: its journal commits on its own.</summary>
    private SimulatedExchange OpenExchange()
    {
        var exchange = new SimulatedExchange(directory.ExchangeFile, new LiveTape(market), clock, TradingSettings.Exchange(options, durable: true));
        clock.JumpTo(exchange.ProcessedUtc);
        return exchange;
    }
}
