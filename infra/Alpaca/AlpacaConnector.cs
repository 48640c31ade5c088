using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca;

/// <summary>Opens connections to Alpaca, paper or live.</summary>
public sealed class AlpacaConnector : IBrokerConnector
{
    public IBrokerConnection Connect(BrokerOptions broker, MarketOptions market, TimeProvider clock) => new AlpacaConnection(AlpacaOptions.Of(broker, market), clock);
}
