using Alpaca.Markets;

namespace TradingFunctions.Infra.Alpaca;

/// <summary>All of Alpaca's addresses on one host: a stand-in's.</summary>
internal sealed class StandInEnvironment(Uri address) : IEnvironment
{
    public Uri AlpacaTradingApi => address;

    public Uri AlpacaDataApi => address;

    public Uri AlpacaStreamingApi => new UriBuilder(address) { Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = "/stream" }.Uri;

    public Uri AlpacaDataStreamingApi => AlpacaStreamingApi;

    public Uri AlpacaCryptoStreamingApi => AlpacaStreamingApi;

    public Uri AlpacaNewsStreamingApi => AlpacaStreamingApi;
}
