using TradingFunctions.Infra.Alpaca;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Cloud.Tests.Alpaca;

/// <summary>The product's client of Alpaca over a stand-in.</summary>
static class AlpacaClients
{
    public static AlpacaConnection Open(Uri address, string key = "stub-key", string secret = "stub-secret", TimeProvider? clock = null, TimeSpan? timeout = null) => (AlpacaConnection)new AlpacaConnector().Connect(
        new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = key, Secret = secret, Address = address.ToString(), Timeout = timeout ?? TimeSpan.FromSeconds(5) },
        new MarketOptions { Kind = MarketKind.Alpaca },
        clock ?? TimeProvider.System);

    public static StubClient Connect(Uri address, string key, string secret)
    {
        var connection = Open(address, key, secret);
        return new StubClient(connection.Broker, connection.OrderStream, connection);
    }
}
