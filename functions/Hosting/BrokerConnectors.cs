using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting;

/// <summary>Clients of real brokers. They need packages that not every build has: a build without them has no such type.</summary>
public static class BrokerConnectors
{
    private const string Alpaca = "TradingFunctions.Infra.Alpaca.AlpacaConnector, TradingFunctions.Infra.Alpaca";

    /// <summary>What to do about an absent one.</summary>
    public const string Advice = "is part of the cloud tier and not in this build: it needs the package Alpaca.Markets. Build with Cloud=true (docs/packages.md)";

    /// <returns>Null where this build has none.</returns>
    public static IBrokerConnector? Find(BrokerKind kind) =>
        kind is BrokerKind.AlpacaPaper or BrokerKind.AlpacaLive && Type.GetType(Alpaca, throwOnError: false) is { } type ? (IBrokerConnector)Activator.CreateInstance(type)! : null;
}
