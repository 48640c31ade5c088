using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Serve;

/// <summary>Markets and brokers of the cloud tier, which this build may not have.</summary>
internal static class CloudTier
{
    /// <exception cref="CliException">The options ask for something that is not in this build.</exception>
    public static void Refuse(ServeOptions serve)
    {
        Refuse("--market", serve.Market);
        Refuse("--broker", serve.Broker);
    }

    /// <exception cref="CliException">The configuration asks for something that is not in this build.</exception>
    public static void Refuse(TradingOptions options)
    {
        Refuse("market.kind", options.Market.Kind.ToString().ToLowerInvariant());
        Refuse("broker.kind", options.Broker.Kind.ToString().ToLowerInvariant());
        RefuseOfFunctions("store.kind", options.Store.Kind, StoreKind.Sqlite);
        RefuseOfFunctions("queue.kind", options.Queue.Kind, QueueKind.Embedded);
    }

    private static void RefuseOfFunctions<T>(string option, T value, T taken) where T : struct, Enum
    {
        if (!EqualityComparer<T>.Default.Equals(value, taken))
        {
            throw new CliException($"{option} {value} is for the Functions app (docs/run-locally.md); this host takes {taken}.", ExitCodes.Usage);
        }
    }

    private static void Refuse(string option, string value)
    {
        if (value != "simulated")
        {
            throw new CliException(
                $"{option} {value} is part of the cloud tier and not in this build. It needs the Alpaca package and an account's keys: build with Cloud=true (docs/packages.md), set ALPACA_KEY_ID and ALPACA_SECRET.",
                ExitCodes.Usage);
        }
    }
}
