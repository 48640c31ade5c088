using TradingFunctions.AlpacaStub.Hosting;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Alpaca;

namespace TradingFunctions.Chaos.Hosting;

/// <summary>A host's connection to the stub: broker, stream and market. Disposing of it breaks what is under way, as the end of a process does.</summary>
internal sealed record BrokerClient(IBroker Broker, IOrderStream Stream, IMarketData Market, IDisposable Connection);

/// <summary>The clients of the stub by name.</summary>
internal static class BrokerClients
{
    public static IReadOnlyList<string> Names { get; } = ["http"];

    public static BrokerClient Create(HostSetup setup)
    {
        var secret = new StubOptions().Secret;
        var http = new AlpacaHttp(setup.Address, setup.Key, secret, HostSetup.RequestTimeout);
        var broker = new HttpAlpacaBroker(http);
        return new BrokerClient(broker, new HttpAlpacaStream(setup.Address, setup.Key, secret, broker), new HttpAlpacaMarket(http, TimeProvider.System), http);
    }
}
