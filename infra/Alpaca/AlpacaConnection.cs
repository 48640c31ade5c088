using System.Net;
using Alpaca.Markets;
using Alpaca.Markets.Extensions;
using TradingFunctions.Infra.Alpaca.Http;
using TradingFunctions.Infra.Alpaca.Market;
using TradingFunctions.Infra.Alpaca.Orders;
using TradingFunctions.Infra.Alpaca.Stream;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Alpaca;

/// <summary>One account's clients of the package, over one pool of connections.</summary>
public sealed class AlpacaConnection : IBrokerConnection
{
    private readonly SocketsHttpHandler network = new() { AutomaticDecompression = DecompressionMethods.All, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };

    /// <param name="clock">The wall's.</param>
    public AlpacaConnection(AlpacaOptions options, TimeProvider clock)
    {
        var keys = new Keys(options);
        var security = new SecretKey(options.KeyId, options.Secret);
        Trading = new AlpacaTradingClientConfiguration { ApiEndpoint = options.Environment.AlpacaTradingApi, SecurityId = security, HttpClient = Client(options, keys) }.GetClient();
        Data = new AlpacaDataClientConfiguration { ApiEndpoint = options.Environment.AlpacaDataApi, SecurityId = security, HttpClient = Client(options, keys) }.GetClient();
        var broker = new AlpacaBroker(Trading, options);
        Broker = broker;
        OrderStream = new AlpacaStream(options, keys, broker.ParentOf);
        Market = new AlpacaMarket(Trading, Data, options.Feed, clock);
        Screener = new AlpacaScreener(Data);
        Calendar = new AlpacaCalendar(Trading);
    }

    public IBroker Broker { get; }

    public IOrderStream OrderStream { get; }

    public IMarketData Market { get; }

    public IMarketScreener Screener { get; }

    public IBrokerCalendar Calendar { get; }

    internal IAlpacaTradingClient Trading { get; }

    internal IAlpacaDataClient Data { get; }

    public void Dispose()
    {
        Trading.Dispose();
        Data.Dispose();
        network.Dispose();
    }

    /// <summary>The time-out is the handler's: it covers the whole answer.</summary>
    private HttpClient Client(AlpacaOptions options, Keys keys) => new(new AnswerHandler(network, options.Timeout, keys), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
