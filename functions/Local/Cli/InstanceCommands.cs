using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class InstanceCommands
{
    private static readonly Column[] Columns =
    [
        new("instance", "instanceId"), new("orchestration", "orchestration"), new("status", "status"), new("generation", "generation"), new("turns", "turns"),
        new("created", "createdUtc"), new("updated", "updatedUtc"), new("failure", "failure.message"),
    ];

    private static readonly Column[] Steps =
        [new("gen", "generation"), new("turn", "turn"), new("time", "atUtc"), new("step", "kind"), new("task", "taskId"), new("name", "name")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("instances", "Orchestration instances.", "instances list --status running", "instances show portfolio-main-20250307")
        {
            List(client),
            Show(client),
            Act(client, "terminate", "Ends an instance. Orders that it placed are not touched.", HttpMethod.Post, "/api/instances/{}/terminate"),
            Act(client, "purge", "Removes an instance that has ended, with its history.", HttpMethod.Delete, "/api/instances/{}"),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var orchestration = new Option<string?>("--orchestration") { Description = "Only of this name: MarketScan, MonitorPortfolio, MonitorSymbol, AlertDesk." };
        var status = new Option<string?>("--status") { Description = "Only in this state: running, completed, failed, ..." };
        var prefix = new Option<string?>("--prefix") { Description = "Only ids that begin so." };
        var page = new PageOptions();
        var state = StateOption.Create();
        var command = new CliCommand("list", "Lists instances by id.", "instances list --orchestration MonitorSymbol", "instances list --orchestration AnalyseContract --state ./results/.state") { orchestration, status, prefix, state };
        page.AddTo(command);
        client.Show(
            command,
            p => ClientCommands.Path(
                "/api/instances",
                ("orchestration", p.GetValue(orchestration)), ("status", p.GetValue(status)), ("prefix", p.GetValue(prefix)), ("limit", p.GetValue(page.Limit)), ("after", p.GetValue(page.After))),
            (output, answer) => Tables.Print(output, answer, "No instances.", Columns),
            state);
        return command;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Instance id." };
        var page = new PageOptions();
        var state = StateOption.Create();
        var command = new CliCommand("show", "Shows an instance with its history.", "instances show desk-main-20250307 --json", "instances show contract-prices-0123456789ab-AAPL --state ./results/.state") { id, state };
        page.AddTo(command);
        client.Show(
            command,
            p => ClientCommands.Path(ClientCommands.Path("/api/instances/{}", p.GetValue(id)), ("limit", p.GetValue(page.Limit)), ("after", p.GetValue(page.After))),
            Print,
            state);
        return command;
    }

    private static CliCommand Act(ClientCommands client, string name, string description, HttpMethod method, string pattern)
    {
        var id = new Argument<string>("id") { Description = "Instance id." };
        var command = new CliCommand(name, description, $"instances {name} monitor-main-20250307-AAPL") { id };
        client.Call(command, method, p => ClientCommands.Path(pattern, p.GetValue(id)), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);
        return command;
    }

    private static void Print(TextWriter output, JsonNode? answer)
    {
        Tables.PrintMembers(output, answer!["instance"]);
        output.WriteLine();
        Tables.Print(output, answer["history"], "No history.", Steps);
    }
}
