using System.CommandLine;
using System.Text.Json;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Cli.Doctor;
using TradingFunctions.Local.Serve;

namespace TradingFunctions.Local.Cli;

internal static class DoctorCommand
{
    public static Command Create(CliConsole console)
    {
        var data = new Option<string?>("--data") { Description = $"Data directory. Default: {DataDirectory.DefaultPath}" };
        var config = new Option<string?>("--config") { Description = "Configuration file; trading.yaml beside the program where left out." };
        var broker = new Option<string?>("--broker") { Description = $"Where orders would go, as for serve; what the configuration says where left out. Keys come from {RemoteBroker.KeyVariable} and {RemoteBroker.SecretVariable}." };
        broker.AcceptOnlyFromAmong("simulated", "alpaca", "alpaca-paper", "alpaca-live");
        var port = new Option<int>("--port") { Description = "Port that the host would listen on.", DefaultValueFactory = _ => ServeCommand.DefaultPort };
        var json = new Option<bool>("--json") { Description = "Prints the findings as JSON and nothing else." };
        var command = new CliCommand("doctor", "Checks whether the host could run here, and says what to do where it could not.", "doctor", "doctor --data ./data --json", "doctor --broker alpaca-paper") { data, config, broker, port, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var examination = new Examination(parse.GetValue(data) ?? DataDirectory.DefaultPath, parse.GetValue(config), RemoteBroker.Settings(parse.GetValue(broker), marketOption: null, Environment.GetEnvironmentVariable), parse.GetValue(port));
            var findings = await examination.Run(cancellationToken);
            if (parse.GetValue(json))
            {
                console.Out.WriteLine(JsonSerializer.Serialize(findings, DoctorJson.Default.Findings));
            }
            else
            {
                Print(console.Out, findings);
            }

            return findings.IsHealthy ? ExitCodes.Ok : ExitCodes.Failure;
        });
        return command;
    }

    private static void Print(TextWriter output, Findings findings)
    {
        foreach (var check in findings.Checks)
        {
            output.WriteLine($"{check.Status.ToString().ToLowerInvariant(),-4}  {check.Name,-14}  {check.Detail}");
            if (check.Advice is not null)
            {
                output.WriteLine($"{string.Empty,-22}{check.Advice}");
            }
        }
    }
}
