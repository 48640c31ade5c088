using Alpaca.Markets;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Infra.Alpaca;

/// <summary>Which account of Alpaca, and how it is called. The keys are in no text of it.</summary>
public sealed class AlpacaOptions
{
    private AlpacaOptions(string keyId, string secret, IEnvironment environment) => (KeyId, Secret, Environment) = (keyId, secret, environment);

    /// <summary>How long one request may take, its answer read. Default 10 s.</summary>
    public TimeSpan Timeout { get; private init; }

    /// <summary>Which exchanges' prices.</summary>
    public MarketFeed Feed { get; private init; }

    /// <summary>Real money.</summary>
    public bool IsLive { get; private init; }

    internal string KeyId { get; }

    internal string Secret { get; }

    internal IEnvironment Environment { get; }

    /// <summary>Paper unless the options say live and confirm it.</summary>
    /// <exception cref="ArgumentException">Not for Alpaca, a key is missing, or live trading is not confirmed. No message holds a key.</exception>
    public static AlpacaOptions Of(BrokerOptions broker, MarketOptions market)
    {
        if (broker.Kind is not (BrokerKind.AlpacaPaper or BrokerKind.AlpacaLive))
        {
            throw new ArgumentException($"broker.kind {broker.Kind} is not Alpaca.", nameof(broker));
        }

        if (BrokerRules.Check(broker) is [var error, ..])
        {
            throw new ArgumentException($"{error.Path}: {error.Message}", nameof(broker));
        }

        var isLive = broker.Kind == BrokerKind.AlpacaLive;
        return new AlpacaOptions(broker.KeyId!, broker.Secret!, broker.Address is { Length: > 0 } address ? new StandInEnvironment(new Uri(address)) : isLive ? Environments.Live : Environments.Paper)
        {
            Timeout = broker.Timeout,
            Feed = market.Feed,
            IsLive = isLive,
        };
    }

    public override string ToString() => IsLive ? "Alpaca, live" : "Alpaca, paper";
}
