using TradingFunctions.Local.Cli;

namespace TradingFunctions.Local.Serve;

/// <summary>What <c>--broker</c> and <c>--market</c> stand for in the configuration.</summary>
internal static class RemoteBroker
{
    public const string KeyVariable = "ALPACA_API_KEY";

    public const string SecretVariable = "ALPACA_SECRET_KEY";

    /// <summary>Symbols that are scanned where the configuration names none: a whole market is more than a free plan lets ask for.</summary>
    public const int MostActive = 50;

    /// <summary>Settings over file and environment. Keys come from Alpaca's own variables where they are set.</summary>
    /// <param name="brokerOption"><c>--broker</c>, where it is given.</param>
    /// <param name="marketOption"><c>--market</c>, where it is given.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="CliException">The options contradict each other.</exception>
    public static IReadOnlyDictionary<string, string> Settings(string? brokerOption, string? marketOption, Func<string, string?> variable)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if ((brokerOption, marketOption) is (null or "simulated", "alpaca") or (not (null or "simulated"), "simulated"))
        {
            throw new CliException("--market alpaca goes with --broker alpaca-paper or alpaca-live, and --market simulated with --broker simulated.", ExitCodes.Usage);
        }

        switch (brokerOption)
        {
            case "simulated":
                Set("Simulated", "Simulation", "Simulated");
                break;
            case "alpaca" or "alpaca-paper":
                Set("AlpacaPaper", "Paper", "Alpaca");
                break;
            case "alpaca-live":
                Set("AlpacaLive", "Live", "Alpaca");
                break;
            default:
                return settings;
        }

        Key("TRADING__BROKER__KEYID", KeyVariable);
        Key("TRADING__BROKER__SECRET", SecretVariable);
        return settings;

        void Set(string broker, string environment, string market)
        {
            settings["TRADING__BROKER__KIND"] = broker;
            settings["TRADING__ENVIRONMENT"] = environment;
            settings["TRADING__MARKET__KIND"] = market;
        }

        void Key(string setting, string name)
        {
            if (brokerOption != "simulated" && variable(name) is { Length: > 0 } key)
            {
                settings[setting] = key;
            }
        }
    }
}
