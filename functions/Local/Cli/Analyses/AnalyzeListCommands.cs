using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli.Analyses;

/// <summary>Looks at analyses of a running host, or of a state directory.</summary>
internal static class AnalyzeListCommands
{
    private static readonly Column[] Analyses =
    [
        new("analysis", "id"), new("name", "name"), new("status", "status"), new("created", "createdUtc"), new("contracts", "metrics.contracts"), new("failed", "metrics.failed"),
        new("prices", "metrics.prices"), new("success", "metrics.success_rate", "0.00 %"), new("tags", "tags"),
    ];

    private static readonly Column[] Contracts =
    [
        new("contract", "contract"), new("prices", "counts.prices"), new("buys", "counts.buys"), new("sells", "counts.sells"), new("good", "counts.good"), new("bad", "counts.bad"),
        new("success", "counts.successRate", "0.00 %"), new("failure", "failure"),
    ];

    private static readonly Column[] Slices =
        [new("slice", "slice"), new("from", "from"), new("prices", "counts.prices"), new("buys", "counts.buys"), new("sells", "counts.sells"), new("good", "counts.good"), new("bad", "counts.bad"), new("success", "counts.successRate", "0.00 %")];

    public static Command List(CliConsole console)
    {
        var (client, tag, limit, state) = Common(console);
        var command = new CliCommand("list", "Lists analyses, newest first.", "analyze list --tag contract:AAPL", "analyze list --tag nightly --tag slice:10 --state ./results/.state --json") { tag, limit, state };
        client.Options.AddTo(command);
        client.Show(
            command,
            p => Tagged(ClientCommands.Path("/api/analyses", ("limit", p.GetValue(limit))), p.GetValue(tag)),
            (output, answer) => Tables.Print(output, answer, "No analyses.", Analyses),
            state);
        return command;
    }

    public static Command Show(CliConsole console)
    {
        var id = new Argument<string>("id") { Description = "Id of the analysis." };
        var (client, tag, limit, state) = Common(console);
        var command = new CliCommand("show", "Shows an analysis with its contracts and time slices.", "analyze show prices-0123456789ab --tag contract:AAPL", "analyze show prices-0123456789ab --tag slice:10 --state ./results/.state") { id, tag, limit, state };
        client.Options.AddTo(command);
        client.Show(
            command,
            p => Tagged(ClientCommands.Path(ClientCommands.Path("/api/analyses/{}", p.GetValue(id)), ("limit", p.GetValue(limit))), p.GetValue(tag)),
            Print,
            state);
        return command;
    }

    private static (ClientCommands Client, Option<string[]?> Tag, Option<int?> Limit, Option<string?> State) Common(CliConsole console)
    {
        var tag = new Option<string[]?>("--tag") { Description = "Only with this tag; can be given again. contract:X and slice:N are tags of whatever has them.", AllowMultipleArgumentsPerToken = true };
        var limit = new Option<int?>("--limit") { Description = "Most items, 1 to 1000." };
        limit.Within(1, 1000);
        return (new ClientCommands(console, new ClientOptions()), tag, limit, StateOption.Create());
    }

    private static string Tagged(string path, string[]? tags)
    {
        foreach (var tag in tags ?? [])
        {
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}tag={Uri.EscapeDataString(tag)}";
        }

        return path;
    }

    private static void Print(TextWriter output, JsonNode? answer)
    {
        var rest = answer!.AsObject().DeepClone().AsObject();
        rest.Remove("contracts");
        rest.Remove("slices");
        rest.Remove("artefacts");
        Tables.PrintMembers(output, rest);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = answer["contracts"]!.DeepClone() }, "No contracts.", Contracts);
        if (answer["slices"]!.AsArray().Count > 0)
        {
            output.WriteLine();
            Tables.Print(output, new JsonObject { ["items"] = answer["slices"]!.DeepClone() }, "No time slices.", Slices);
        }
    }
}
