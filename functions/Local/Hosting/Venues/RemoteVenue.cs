using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Hosting.Venues;

/// <summary>A real broker and its prices, by the wall's clock.</summary>
/// <param name="connection">The caller disposes of it after the host.</param>
internal sealed class RemoteVenue(IBrokerConnection connection, TradingOptions options) : IVenue
{
    public string Mode => options.Environment == TradingEnvironment.Live
        ? $"LIVE: REAL MONEY in account {options.Account} at {connection.Broker.Traits.Name}"
        : $"PAPER: made-up money in account {options.Account} at {connection.Broker.Traits.Name}, real prices";

    public TimeProvider Clock => TimeProvider.System;

    public DateTime StartUtc { get; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    public IMarketData Market { get; } = new RecentPrices(connection.Market, TimeProvider.System);

    public TradeOptions Adapt(TradeOptions trade) => trade;

    public Func<IServiceProvider, IBroker> AddTo(IServiceCollection services)
    {
        services
            .AddSingleton(connection.Screener)
            .AddSingleton(connection.Calendar)
            .AddSingleton<IOrderStream>(s => new CheckedStream(connection.OrderStream, s.GetRequiredService<AccountBook>(), s.GetRequiredService<BrokerSentinel>()))
            .AddSingleton<OrderFollower>()
            .AddSingleton<BrokerTime>()
            .AddSingleton<IVenueLoops, RemoteLoops>();
        return _ => connection.Broker;
    }
}
