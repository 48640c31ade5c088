using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>Where the host trades: a market, a broker and their time.</summary>
internal interface IVenue
{
    /// <summary>For people: whether prices and money are real.</summary>
    string Mode { get; }

    /// <summary>The market's time.</summary>
    TimeProvider Clock { get; }

    /// <summary>Triggers that are new count from here.</summary>
    DateTime StartUtc { get; }

    IMarketData Market { get; }

    /// <summary>Windows of the order protocol, which run by the wall's time.</summary>
    TradeOptions Adapt(TradeOptions trade);

    /// <summary>Adds the broker's client and an <see cref="IVenueLoops"/>.</summary>
    /// <returns>Gives the broker.</returns>
    Func<IServiceProvider, IBroker> AddTo(IServiceCollection services);
}

/// <summary>What a venue needs done while the host runs.</summary>
internal interface IVenueLoops
{
    /// <summary>After the books are open, before they are compared with the broker's.</summary>
    Task Prepare(CancellationToken cancellationToken);

    void Begin(HostLoops loops, CancellationToken cancellationToken);
}
