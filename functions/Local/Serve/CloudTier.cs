using TradingFunctions.Hosting;
using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Serve;

/// <summary>Markets, brokers, stores and queues that this host, or this build of it, does not have.</summary>
internal static class CloudTier
{
    /// <summary>Before the configuration is read: its keys would be missed first.</summary>
    /// <exception cref="CliException">The options ask for something that is not in this build.</exception>
    public static void Refuse(ServeOptions serve)
    {
        RefuseAbsent("--broker", serve.Broker);
        RefuseAbsent("--market", serve.Market);
    }

    /// <exception cref="CliException">The configuration asks for something that is not in this host.</exception>
    public static void Refuse(TradingOptions options)
    {
        if (options.Broker.Kind != BrokerKind.Simulated)
        {
            RefuseAbsent("broker.kind", options.Broker.Kind.ToString());
        }

        if (options.Analysis.Folder is { } folder && PriceTableSources.Problem(folder) is { } problem)
        {
            throw new CliException($"analysis.folder {problem}", ExitCodes.Usage);
        }

        RefuseOther("market.kind", options.Market.Kind, options.Broker.Kind == BrokerKind.Simulated ? MarketKind.Simulated : MarketKind.Alpaca, "takes it with another broker, or not at all");
        RefuseOther("store.kind", options.Store.Kind, StoreKind.Sqlite, "is for the Functions app (docs/run-locally.md)");
        RefuseOther("queue.kind", options.Queue.Kind, QueueKind.Embedded, "is for the Functions app (docs/run-locally.md)");
    }

    private static void RefuseOther<T>(string option, T value, T taken, string why) where T : struct, Enum
    {
        if (!EqualityComparer<T>.Default.Equals(value, taken))
        {
            throw new CliException($"{option} {value} {why}; this host takes {taken}.", ExitCodes.Usage);
        }
    }

    private static void RefuseAbsent(string option, string? value)
    {
        if (value is not (null or "simulated") && BrokerConnectors.Find(BrokerKind.AlpacaPaper) is null)
        {
            throw new CliException($"{option} {value} {BrokerConnectors.Advice}, and set {RemoteBroker.KeyVariable} and {RemoteBroker.SecretVariable}.", ExitCodes.Usage);
        }
    }
}
