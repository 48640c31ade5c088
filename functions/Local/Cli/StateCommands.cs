using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class StateCommands
{
    private const string Path = "/api/risk/state";

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var show = new CliCommand("show", "Shows whether the account trades, and why not.", "state show");
        client.Show(show, _ => Path, Tables.PrintMembers);
        var command = new CliCommand("state", "Stops trading and starts it again.", "state halt --reason \"odd fills\" --flatten", "state resume --reason checked")
        {
            show,
            Change(client, "halt", "halted", "Cancels working orders and lets no more out. Stops of open positions stay."),
            Change(client, "reduce", "reducing", "Lets out only orders that reduce a position."),
            Change(client, "resume", "active", "Trades again."),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Change(ClientCommands client, string verb, string state, string description)
    {
        var reason = new Option<string>("--reason") { Description = "Why; kept in the audit trail.", Required = true };
        var by = new Option<string>("--by") { Description = "Who answers for it; the user of this machine where left out.", DefaultValueFactory = _ => Environment.UserName };
        var flatten = new Option<bool>("--flatten") { Description = "Closes all positions at the market first." };
        var command = new CliCommand(verb, description, $"state {verb} --reason \"odd fills\"") { reason, by };
        if (state == "halted")
        {
            command.Options.Add(flatten);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            using var api = client.Options.Connect(parse);
            // Halting asks nothing first; whoever loosens does so on the state as it stands now.
            var version = state == "halted" ? null : (await api.Get(Path, cancellationToken))?["version"]?.ToString();
            var body = new JsonObject { ["state"] = state, ["reason"] = parse.GetValue(reason), ["by"] = parse.GetValue(by) };
            if (state == "halted" && parse.GetValue(flatten))
            {
                body["flatten"] = true;
            }

            var answer = await api.Send(HttpMethod.Put, Path, body.ToJsonString(), cancellationToken, version is null ? [] : [("If-Match", $"\"{version}\"")]);
            client.Print(parse, answer, Tables.PrintMembers);
            return ExitCodes.Ok;
        });
        return command;
    }
}
