using Microsoft.Extensions.DependencyInjection;
using TradingFunctions.Infra.Alpaca;
using TradingFunctions.Pipeline.Brokers;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.MarketData;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Azure.Hosting;

/// <summary>An account at Alpaca and its prices, by the wall's clock. Orders are followed by reading: no instance lives long enough to listen.</summary>
internal sealed class AlpacaTrading : IVenue
{
    private readonly IBrokerConnection connection;

    public AlpacaTrading(TradingOptions options)
    {
        connection = new AlpacaConnector().Connect(options.Broker, options.Market, TimeProvider.System);
        Market = new RecentPrices(connection.Market, TimeProvider.System);
        Mode = options.Environment == TradingEnvironment.Live ? $"LIVE: REAL MONEY in account {options.Account} at Alpaca" : $"PAPER: made-up money in account {options.Account} at Alpaca, real prices";
    }

    public string Mode { get; }

    public TimeProvider Clock => TimeProvider.System;

    public IMarketTime Time => SameTime.Instance;

    public IMarketData Market { get; }

    public Func<IServiceProvider, IBroker> AddTo(IServiceCollection services)
    {
        services.AddSingleton(connection.Screener).AddSingleton(connection.Calendar).AddSingleton<BrokerTime>();
        return _ => connection.Broker;
    }

    public void Dispose() => connection.Dispose();
}
