using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Api;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;
using TradingFunctions.Local.Cli.Runs;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using Symbol = TradingFunctions.Domain.Symbol;

namespace TradingFunctions.Local.Cli.Models;

/// <summary>Trains a model: of a bar file into a data directory, or by a running host of its market.</summary>
internal static class ModelTrainCommand
{
    public static Command Create(ClientCommands client, CliConsole console)
    {
        var bars = new Option<string?>("--bars") { Description = "Bar file to train on. Where left out, the running host trains on its market's newest bars, and --as and --reason say who asks." };
        var to = DateOption.Create("--to", "Last session looked at, yyyy-MM-dd.");
        var symbols = new Option<Symbol[]?>("--symbols") { Description = "Only these, separated by commas.", CustomParser = SymbolList.Parse, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var horizon = new Option<int>("--horizon") { Description = "Bars ahead that are predicted.", DefaultValueFactory = _ => new TrainingOptions().Horizon };
        var folds = new Option<int>("--folds") { Description = "Walk-forward tests.", DefaultValueFactory = _ => new TrainingOptions().Folds };
        var penalty = new Option<double>("--penalty") { Description = "L2 penalty on the standardised weights, 0 or more.", DefaultValueFactory = _ => new TrainingOptions().Penalty };
        var name = new Option<string?>("--name") { Description = "Name for people." };
        var tags = new Option<string[]?>("--tag") { Description = "A label; can be given again.", AllowMultipleArgumentsPerToken = true };
        var candidate = new Option<bool>("--candidate") { Description = "Promotes nothing, however good it is." };
        var mlFlow = MlFlowOption.Create();
        var person = new Option<string?>("--as") { Description = "Your name, where a host trains." };
        var reason = new Option<string?>("--reason") { Description = "Why." };
        var command = new CliCommand(
            "train",
            "Trains a model by walking through time; it becomes the current one only where it was better out of sample.",
            "models train --bars sp500-daily.csv.gz --symbols AAPL,MSFT,IBM --horizon 5 --json",
            "models train --as anna --reason \"after the split\"")
        {
            bars, to, symbols, horizon, folds, penalty, name, tags, candidate, mlFlow, person, reason,
        };
        horizon.Within(1, 250);
        folds.Within(2, 50);
        command.Validators.Add(result =>
        {
            if (result.GetValue(penalty) is not (>= 0 and <= 1e6))
            {
                result.AddError("--penalty must be 0 to 1000000.");
            }

            foreach (var tag in result.GetValue(tags) ?? [])
            {
                if (!ExperimentTag.IsValid(tag, out var error))
                {
                    result.AddError($"--tag: '{tag}' {error}");
                }
            }

            if (result.GetValue(bars) is null && (result.GetValue(person) is null || result.GetValue(reason) is null))
            {
                result.AddError("Pass --bars to train here, or --as and --reason to have a host train.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(bars) is not { } file)
            {
                using var host = client.Options.Connect(parse);
                var started = await host.Send(HttpMethod.Post, "/api/models/train", new JsonObject { ["reason"] = parse.GetValue(reason) }.ToJsonString(), cancellationToken, ("x-caller", parse.GetValue(person)));
                client.Print(parse, started, Tables.PrintMembers);
                return ExitCodes.Ok;
            }

            var dataPath = client.Options.DataOf(parse);
            var record = new RecordWish(new RunBook(dataPath, () => client.Options.Connect(parse), TimeProvider.System), Name: null, [], MlFlowOption.Read(parse.GetValue(mlFlow)));
            var options = new BarFileOptions { Symbols = parse.GetValue(symbols) is { Length: > 0 } named ? named : null, To = parse.GetValue(to) };
            var wish = new TrainingWish(
                ExperimentIds.New(ExperimentKind.Training, TimeProvider.System.GetUtcNow().UtcDateTime),
                parse.GetValue(name) ?? $"logistic model of {Path.GetFileName(file)}",
                Path.GetFileName(file),
                parse.GetValue(reason) ?? "command line",
                new TrainingOptions(parse.GetValue(horizon), parse.GetValue(folds), parse.GetValue(penalty)),
                parse.GetValue(tags) ?? []);
            var (model, path) = await Train(file, options, wish, dataPath, promotes: !parse.GetValue(candidate), cancellationToken);
            client.Print(parse, JsonSerializer.SerializeToNode(model, ApiJson.Default.ModelRecord), Tables.PrintMembers);
            await console.Error.WriteLineAsync(path);
            await record.Track(console.Error, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<(ModelRecord Record, string Path)> Train(string file, BarFileOptions options, TrainingWish wish, string? dataPath, bool promotes, CancellationToken cancellationToken)
    {
        try
        {
            var bars = BarFile.Read(file, options, cancellationToken);
            using var book = ModelBook.Open(dataPath);
            var record = await book.Train(wish, bars.Series, cancellationToken);
            if (promotes && record.IsBetter)
            {
                record = (await book.Registry.Promote(record.Id, ModelRegistry.Rule, record.Decision, cancellationToken)).Model!;
            }

            return (record, book.FileOf(record.Id));
        }
        catch (Exception e) when (e is BarFileException or FileNotFoundException or DirectoryNotFoundException or TrainingException { IsInput: true })
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
        catch (Exception e) when (e is StoreException or TrainingException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(e.Message, ExitCodes.Failure, e);
        }
    }
}
