using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Pipeline.Ports;

/// <summary>Everything that a remote broker offers over one pair of keys. Disposing of it breaks what is under way.</summary>
public interface IBrokerConnection : IDisposable
{
    IBroker Broker { get; }

    /// <summary>The broker's order messages, for a host that lives long enough to listen.</summary>
    IOrderStream OrderStream { get; }

    IMarketData Market { get; }

    IMarketScreener Screener { get; }

    IBrokerCalendar Calendar { get; }
}

/// <summary>Opens connections to a remote broker. Made by its name, where the build has it: hence no constructor parameters.</summary>
public interface IBrokerConnector
{
    /// <param name="broker">Which account, its keys, and how long a call may take.</param>
    /// <param name="market">Which of the broker's prices.</param>
    /// <param name="clock">The market's time; a remote broker's is the wall's.</param>
    /// <exception cref="ArgumentException">The options are not for this broker, or a key is missing. No message holds a key.</exception>
    IBrokerConnection Connect(BrokerOptions broker, MarketOptions market, TimeProvider clock);
}
