using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Hosting;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Chaos.Hosting;

/// <summary>A host's connection to the stub: broker, stream and market. Disposing of it breaks what is under way, as the end of a process does.</summary>
internal sealed record BrokerClient(IBroker Broker, IOrderStream Stream, IMarketData Market, IDisposable Connection);

/// <summary>The clients of the stub by name.</summary>
internal static class BrokerClients
{
    public const string Http = "http";

    public const string Alpaca = "alpaca";

    /// <exception cref="FormatException">There is no such client, or not in this build.</exception>
    public static string Check(string name) => name switch
    {
        Http => name,
        Alpaca when BrokerConnectors.Find(BrokerKind.AlpacaPaper) is not null => name,
        Alpaca => throw new FormatException($"--broker {name} {BrokerConnectors.Advice}"),
        _ => throw new FormatException($"--broker is {Http} or {Alpaca}, not {name}"),
    };

    public static BrokerClient Create(HostSetup setup) => setup.Broker == Alpaca ? OverThePackage(setup) : OverHttp(setup);

    private static BrokerClient OverHttp(HostSetup setup)
    {
        var secret = new StubOptions().Secret;
        var http = new AlpacaHttp(setup.Address, setup.Key, secret, HostSetup.RequestTimeout);
        var broker = new HttpAlpacaBroker(http);
        return new BrokerClient(broker, new HttpAlpacaStream(setup.Address, setup.Key, secret, broker), new HttpAlpacaMarket(http, TimeProvider.System), http);
    }

    /// <summary>The product's own client.</summary>
    private static BrokerClient OverThePackage(HostSetup setup)
    {
        var connection = BrokerConnectors.Find(BrokerKind.AlpacaPaper)!.Connect(
            new BrokerOptions { Kind = BrokerKind.AlpacaPaper, KeyId = setup.Key, Secret = new StubOptions().Secret, Address = setup.Address.ToString(), Timeout = HostSetup.RequestTimeout },
            new MarketOptions { Kind = MarketKind.Alpaca },
            TimeProvider.System);
        return new BrokerClient(connection.Broker, connection.OrderStream, connection.Market, connection);
    }
}
