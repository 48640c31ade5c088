using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Infra.MlFlow;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Runs;

/// <summary>Looks at recorded runs: of a data directory that no host uses, or of the host that runs on it.</summary>
internal static class RunCommands
{
    private static readonly Column[] Columns =
    [
        new("run", "id"), new("kind", "kind"), new("name", "name"), new("status", "status"), new("created", "createdUtc"), new("P&L", "metrics.profit_loss", "0.00"), new("return %", "metrics.return_pct", "0.00"),
        new("trades", "metrics.trades_count"), new("success", "metrics.success_rate", "0.00 %"), new("Sharpe", "metrics.sharpe", "0.00"), new("drawdown", "metrics.drawdown", "0.00 %"), new("tags", "tags"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand(
            "runs",
            "Recorded runs: replays, sweeps, analyses and trainings.",
            "replay --bars sp500-daily.csv.gz --strategy momentum --record --tag nightly",
            "runs list --tag nightly",
            "runs compare replay-20260301T070000-1a2b3c replay-20260302T070000-4d5e6f")
        {
            List(client), Show(client), Compare(client), Send(client, console),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var tag = new Option<string[]?>("--tag") { Description = "Only with this tag; can be given again. contract:X and slice:N are tags of analyses that have them.", AllowMultipleArgumentsPerToken = true };
        var kind = new Option<string?>("--kind") { Description = "analysis, replay, sweep or training." };
        var status = new Option<string?>("--status") { Description = "running, finished or failed." };
        var name = new Option<string?>("--name") { Description = "A part of the name." };
        var parent = new Option<string?>("--parent") { Description = "Only the parts of this run, as the replays of a sweep." };
        var limit = new Option<int?>("--limit") { Description = "Most runs, 1 to 1000." };
        var state = StateOption.Create();
        kind.AcceptOnlyFromAmong("analysis", "replay", "sweep", "training");
        status.AcceptOnlyFromAmong("running", "finished", "failed");
        limit.Within(1, 1000);
        var command = new CliCommand("list", "Lists runs, newest first.", "runs list --kind sweep --json", "runs list --tag contract:AAPL --state ./results/.state", "runs list --parent sweep-20260301T070000-1a2b3c")
        {
            tag, kind, status, name, parent, limit, state,
        };
        Action(
            command,
            client,
            parse => Repeated(
                ClientCommands.Path(
                    "/api/runs", ("kind", parse.GetValue(kind)), ("status", parse.GetValue(status)), ("name", parse.GetValue(name)), ("parent", parse.GetValue(parent)), ("limit", parse.GetValue(limit))),
                "tag",
                parse.GetValue(tag)),
            state,
            (output, answer) => Tables.Print(output, answer, "No runs.", Columns));
        return command;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Id of the run." };
        var state = StateOption.Create();
        var command = new CliCommand("show", "Shows a run with its parameters, metrics and files.", "runs show replay-20260301T070000-1a2b3c --json") { id, state };
        Action(command, client, parse => ClientCommands.Path("/api/runs/{}", parse.GetValue(id)), state, RunText.PrintOne);
        return command;
    }

    private static CliCommand Compare(ClientCommands client)
    {
        var ids = new Argument<string[]>("ids") { Description = "Ids of 2 to 50 runs.", Arity = new ArgumentArity(2, 50) };
        var html = new Option<string?>("--html") { Description = "Also writes the comparison to this file, as a page that needs no network." };
        var state = StateOption.Create();
        var command = new CliCommand("compare", "Shows runs side by side: what they were set to differently, and which was best by each metric.", "runs compare RUN RUN --html comparison.html", "runs compare RUN RUN RUN --json") { ids, html, state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var answer = await Get(client, parse, Repeated("/api/run-comparisons", "run", parse.GetValue(ids)), parse.GetValue(state), cancellationToken);
            client.Print(parse, answer, RunText.PrintComparison);
            if (parse.GetValue(html) is { } file)
            {
                await WritePage(file, RunText.ComparisonPage(answer!), cancellationToken);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static CliCommand Send(ClientCommands client, CliConsole console)
    {
        var address = MlFlowOption.Create();
        var command = new CliCommand("send", "Sends runs that have ended to the MLflow tracking server, as far as it lacks them.", "runs send", "runs send --mlflow http://127.0.0.1:5000 --json") { address };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = MlFlowOption.Read(parse.GetValue(address)) ?? throw new CliException($"No tracking server: set {MlFlowSettings.AddressVariable}, or pass --mlflow.", ExitCodes.Usage);
            SendOutcome outcome;
            try
            {
                outcome = await new RunBook(client.Options.DataOf(parse), () => client.Options.Connect(parse), TimeProvider.System).Track(settings, cancellationToken)
                    ?? throw new CliException($"A host holds the data directory. With {MlFlowSettings.AddressVariable} set it sends them itself.", ExitCodes.Usage);
            }
            catch (StoreException e)
            {
                throw new CliException(e.Message, ExitCodes.Failure, e);
            }

            foreach (var problem in outcome.Problems)
            {
                await console.Error.WriteLineAsync(problem);
            }

            client.Print(parse, new JsonObject { ["sent"] = outcome.Sent, ["left"] = outcome.Left }, Tables.PrintMembers);
            return outcome.Left == 0 ? ExitCodes.Ok : ExitCodes.Failure;
        });
        return command;
    }

    private static void Action(Command command, ClientCommands client, Func<ParseResult, string> path, Option<string?> state, Action<TextWriter, JsonNode?> show) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            client.Print(parse, await Get(client, parse, path(parse), parse.GetValue(state), cancellationToken), show);
            return ExitCodes.Ok;
        });

    private static Task<JsonNode?> Get(ClientCommands client, ParseResult parse, string path, string? state, CancellationToken cancellationToken) =>
        client.Get(parse, path, state ?? FreeDirectory.Of(client.Options, parse), cancellationToken);

    private static string Repeated(string path, string name, string[]? values)
    {
        foreach (var value in values ?? [])
        {
            path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
        }

        return path;
    }

    private static async Task WritePage(string file, string page, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, page, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} cannot be written: {e.Message}", ExitCodes.Failure, e);
        }
    }
}
