using Microsoft.Extensions.Logging.Console;
using TradingFunctions.Hosting;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Cli;
using TradingFunctions.Local.Serve;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Local.Forwarding;

/// <param name="Broker">Whose messages: <c>alpaca-paper</c> or <c>alpaca-live</c>.</param>
/// <param name="Namespace">Host name of the Service Bus namespace.</param>
/// <param name="ConfigPath">Configuration file; null for the one beside the program.</param>
internal sealed record ForwardOptions(string Broker, string Namespace, string Queue, string? ConfigPath);

/// <summary>Forwards order events until interrupted.</summary>
internal static class ForwardRunner
{
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(ForwardOptions forward, CliConsole console, CancellationToken cancellationToken)
    {
        if (OrderEventQueue.Find() is not { } queues)
        {
            throw new CliException("forward is part of the cloud tier and not in this build: it needs the packages Alpaca.Markets and Azure.Messaging.ServiceBus. Build with Cloud=true (docs/packages.md).", ExitCodes.Usage);
        }

        var options = ConfigurationOf(forward);
        var connector = BrokerConnectors.Find(options.Broker.Kind) ?? throw new CliException($"--broker {forward.Broker} {BrokerConnectors.Advice}.", ExitCodes.Usage);
        using var logs = LoggerFactory.Create(logging => logging
            .AddConsole(screen => (screen.FormatterName, screen.LogToStandardErrorThreshold) = (HostLogFormatter.FormatterName, LogLevel.Trace))
            .AddConsoleFormatter<HostLogFormatter, ConsoleFormatterOptions>());
        using var connection = Connect(connector, options);
        await using var outbox = queues.Connect(forward.Namespace, forward.Queue);
        var forwarder = new OrderEventForwarder(connection.OrderStream, outbox, TimeProvider.System, logs.CreateLogger<OrderEventForwarder>());
        await console.Error.WriteLineAsync($"Order messages of {options.Broker.Kind} go to {forward.Queue} at {forward.Namespace}. Ctrl-C ends it; what is missed then, the app reads.");
        try
        {
            await forwarder.Run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await console.Error.WriteLineAsync($"{forwarder.Forwarded} forwarded.");
        }

        return ExitCodes.Ok;
    }

    private static TradingOptions ConfigurationOf(ForwardOptions forward)
    {
        try
        {
            return TradingConfiguration.Load(forward.ConfigPath, RemoteBroker.Settings(forward.Broker, marketOption: null, Environment.GetEnvironmentVariable));
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used:{Environment.NewLine}{e.Message}", ExitCodes.Usage, e);
        }
    }

    private static IBrokerConnection Connect(IBrokerConnector connector, TradingOptions options)
    {
        try
        {
            return connector.Connect(options.Broker, options.Market, TimeProvider.System);
        }
        catch (ArgumentException e)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }
}
