using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Azure.Hosting;

/// <summary>The venue that the settings name.</summary>
internal static class Venues
{
    /// <exception cref="TradingFunctions.Hosting.Configuration.ConfigurationException">This host has no such broker or market.</exception>
    public static async Task<IVenue> Open(HostStores stores, CancellationToken cancellationToken) => stores.Settings.Options.Broker.Kind == BrokerKind.Simulated
        ? await SimulatedTrading.Open(stores, cancellationToken)
        : new AlpacaTrading(stores.Settings.Options);
}
