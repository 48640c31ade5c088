using TradingFunctions.Hosting;
using TradingFunctions.Local.Serve;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Doctor;

/// <summary>Where prices come from and where orders go, as the configuration says; a remote broker is asked whether it would answer.</summary>
internal static class VenueCheck
{
    /// <summary>Longest wait for one answer, whatever broker.timeout allows.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Check>> Run(TradingOptions options, CancellationToken cancellationToken)
    {
        try
        {
            CloudTier.Refuse(options);
        }
        catch (CliException e)
        {
            return [new Check("broker", CheckStatus.Fail, e.Message, "Correct these keys, or run the build that has it.")];
        }

        return BrokerConnectors.Find(options.Broker.Kind) is { } connector ? await Remote(connector, options, cancellationToken) : Simulated(options);
    }

    private static Check[] Simulated(TradingOptions options) =>
    [
        Check.Ok("market", $"Simulated, {options.Simulation.Speed} times as fast as the wall: prices are made up."),
        Check.Ok("broker", "Simulated exchange inside this process."),
    ];

    private static async Task<IReadOnlyList<Check>> Remote(IBrokerConnector connector, TradingOptions options, CancellationToken cancellationToken)
    {
        IBrokerConnection connection;
        try
        {
            connection = connector.Connect(options.Broker, options.Market, TimeProvider.System);
        }
        catch (ArgumentException e)
        {
            return [new Check("broker", CheckStatus.Fail, e.Message, $"Set {RemoteBroker.KeyVariable} and {RemoteBroker.SecretVariable}, or broker.keyId and broker.secret.")];
        }

        using (connection)
        {
            var limit = options.Broker.Timeout < Limit ? options.Broker.Timeout : Limit;
            var found = await new VenueProbe(connection, TimeProvider.System, limit).Run(cancellationToken);
            return
            [
                Check.Ok("kind", $"Orders go to {options.Broker.Kind}, prices come from {options.Market.Kind} ({options.Market.Feed}). Keys are set."),
                .. found.Select(finding => new Check(
                    finding.Part, finding.Prevents ? CheckStatus.Fail : finding.Advice is null ? CheckStatus.Ok : CheckStatus.Warn, finding.Detail, finding.Advice)),
            ];
        }
    }
}
