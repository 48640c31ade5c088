using System.CommandLine;
using TradingFunctions.Local.Forwarding;

namespace TradingFunctions.Local.Cli;

internal static class ForwardCommand
{
    public static Command Create(CliConsole console)
    {
        var broker = new Option<string>("--broker") { Description = "Whose order messages; keys as for serve.", DefaultValueFactory = _ => "alpaca-paper" };
        var address = new Option<string>("--namespace") { Description = "Host name of the Service Bus namespace, NAME.servicebus.windows.net. The identity this runs under needs the role Azure Service Bus Data Sender.", Required = true };
        var queue = new Option<string>("--queue") { Description = "Queue that the Functions app reads.", DefaultValueFactory = _ => OrderEventQueue.Name };
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        broker.AcceptOnlyFromAmong("alpaca-paper", "alpaca-live");
        address.Validators.Add(result =>
        {
            if (Uri.CheckHostName(result.GetValueOrDefault<string>()) != UriHostNameType.Dns)
            {
                result.AddError("--namespace takes a host name, such as trading.servicebus.windows.net: no scheme, no path, no key.");
            }
        });
        var command = new CliCommand(
            "forward", "Forwards the broker's order messages to a Functions app's queue until interrupted, so that fills are booked there at once and not at the next reading.", "forward --namespace trading.servicebus.windows.net")
        {
            broker, address, queue, config,
        };
        command.SetAction((parse, cancellationToken) => ForwardRunner.Run(
            new ForwardOptions(parse.GetRequiredValue(broker), parse.GetRequiredValue(address), parse.GetRequiredValue(queue), parse.GetValue(config)), console, cancellationToken));
        return command;
    }
}
