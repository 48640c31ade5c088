using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Api;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Local.Cli.Models;

/// <summary>Trained models of a data directory that no host uses, or of the host that runs on it.</summary>
internal static class ModelCommands
{
    private static readonly Column[] Columns =
    [
        new("model", "id"), new("stage", "stage"), new("created", "createdUtc"), new("trained until", "trainedUntilUtc"), new("samples", "samples"), new("AUC", "score.auc", "0.000"),
        new("gain", "score.gain", "0.00000"), new("t", "score.significance", "0.00"), new("t over current", "overCurrent", "0.00"), new("better", "isBetter"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand(
            "models",
            "Trained models of the strategy 'trained': training, stages, promotion, rollback.",
            "models train --bars sp500-daily.csv.gz --symbols AAPL,MSFT,IBM",
            "models list",
            "replay --bars sp500-daily.csv.gz --strategy trained --model model.json")
        {
            List(client), Show(client), ModelTrainCommand.Create(client, console), Promote(client), Rollback(client),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var state = StateOption.Create();
        var command = new CliCommand("list", "Lists models, newest first.", "models list --json") { state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var answer = await client.Get(parse, "/api/models", parse.GetValue(state) ?? FreeDirectory.Of(client.Options, parse), cancellationToken);
            client.Print(parse, answer, (output, models) => Tables.Print(output, models, "No models.", Columns));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var (id, state) = (Id(), StateOption.Create());
        var command = new CliCommand("show", "Shows a model; its training run has the same id.", "models show training-20260301T070000-1a2b3c --json") { id, state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var answer = await client.Get(parse, ClientCommands.Path("/api/models/{}", parse.GetValue(id)), parse.GetValue(state) ?? FreeDirectory.Of(client.Options, parse), cancellationToken);
            client.Print(parse, answer, Tables.PrintMembers);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static CliCommand Promote(ClientCommands client)
    {
        var (id, person) = (Id(), new PersonOptions());
        var command = new CliCommand("promote", "Makes a model that was better out of sample the current one.", "models promote MODEL --as anna --reason \"calm week ahead\"") { id };
        person.AddTo(command);
        Change(
            command,
            client,
            person,
            parse => ClientCommands.Path("/api/models/{}/promote", parse.GetValue(id)),
            (registry, parse, by, reason, cancellationToken) => registry.Promote(parse.GetRequiredValue(id), by, reason, cancellationToken));
        return command;
    }

    private static CliCommand Rollback(ClientCommands client)
    {
        var person = new PersonOptions();
        var command = new CliCommand("rollback", "Brings the model before the current one back.", "models rollback --as anna --reason \"loses since Monday\"");
        person.AddTo(command);
        Change(command, client, person, _ => "/api/models/rollback", (registry, _, by, reason, cancellationToken) => registry.Rollback(by, reason, cancellationToken));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the model." };

    private static void Change(
        Command command, ClientCommands client, PersonOptions person, Func<ParseResult, string> path, Func<ModelRegistry, ParseResult, string, string, CancellationToken, Task<ModelChange>> change) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            JsonNode? answer;
            if (FreeDirectory.Of(client.Options, parse) is { } directory)
            {
                answer = await Change(directory, registry => change(registry, parse, person.Header(parse).Value!, parse.GetRequiredValue(person.Reason), cancellationToken));
            }
            else
            {
                using var host = client.Options.Connect(parse);
                answer = await host.Send(HttpMethod.Post, path(parse), new JsonObject { ["reason"] = parse.GetValue(person.Reason) }.ToJsonString(), cancellationToken, person.Header(parse));
            }

            client.Print(parse, answer, Tables.PrintMembers);
            return ExitCodes.Ok;
        });

    private static async Task<JsonNode?> Change(string directory, Func<ModelRegistry, Task<ModelChange>> change)
    {
        try
        {
            using var book = ModelBook.Open(directory);
            var done = await change(book.Registry);
            return done.Status == ModelChangeStatus.Done
                ? JsonSerializer.SerializeToNode(done.Model!, ApiJson.Default.ModelRecord)
                : throw new CliException(done.Message, ExitCodes.Usage);
        }
        catch (StoreException e)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }
}
