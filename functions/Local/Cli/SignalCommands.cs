using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class SignalCommands
{
    private static readonly Column[] Columns =
    [
        new("signal", "id"), new("status", "answer.status"), new("symbol", "signal.symbol"), new("action", "signal.action"), new("received", "receivedUtc"),
        new("order", "answer.orderId"), new("filled", "answer.filled"), new("average", "answer.averagePrice", "0.00##"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var list = new CliCommand("list", "Lists the signals behind the account's orders, newest first.", "signal list");
        client.Show(list, _ => "/api/signals", (output, answer) => Tables.Print(output, answer, "No signals.", Columns));

        var id = new Argument<string>("id") { Description = "Signal id." };
        var show = new CliCommand("show", "Shows a signal and what became of it.", "signal show sig-1 --json") { id };
        client.Show(show, p => ClientCommands.Path("/api/signals/{}", p.GetValue(id)), Tables.PrintMembers);

        var command = new CliCommand("signal", "Signals.", "signal send --symbol AAPL --action buy --quantity 10", "signal show sig-1") { Send(console, client), list, show };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Send(CliConsole console, ClientCommands client)
    {
        var options = new SignalOptions();
        var queue = new Option<bool>("--queue") { Description = "Queues the signal instead of waiting for the answer." };
        var command = new CliCommand(
            "send",
            "Executes a signal and shows what became of it. A refusal by the risk gate is an answer, not an error.",
            "signal send --symbol AAPL --action buy --quantity 10",
            "signal send --symbol MSFT --action sell --queue",
            "signal send --file signal.json")
        {
            queue,
        };
        options.AddTo(command);
        client.Call(command, HttpMethod.Post, p => p.GetValue(queue) ? "/api/signals" : "/api/signals/execute", (p, token) => options.Body(p, console, token), Tables.PrintMembers);
        return command;
    }

    /// <summary>The members of a signal as options.</summary>
    private sealed class SignalOptions
    {
        private readonly Option<string?> file = new("--file") { Description = "Sends this JSON file as it is; '-' reads standard input." };
        private readonly Option<string?> id = new("--id") { Description = "Idempotency key; a new one where left out." };
        private readonly Option<string?> symbol = new("--symbol") { Description = "Ticker." };
        private readonly Option<string?> action = new("--action") { Description = "buy, sell or hold." };
        private readonly Option<decimal?> quantity = new("--quantity") { Description = "Shares; sizing decides where left out, a sell closes." };
        private readonly Option<decimal?> priceTarget = new("--price-target") { Description = "Dollars; makes the order a limit order." };
        private readonly Option<decimal?> stopLoss = new("--stop-loss") { Description = "Dollars." };
        private readonly Option<decimal?> takeProfit = new("--take-profit") { Description = "Dollars." };
        private readonly Option<double> confidence = new("--confidence") { Description = "0 to 1.", DefaultValueFactory = _ => 0.6 };
        private readonly Option<string> strategy = new("--strategy") { Description = "Strategy id.", DefaultValueFactory = _ => "manual" };
        private readonly Option<string?> timestamp = new("--timestamp") { Description = "ISO 8601 with Z or offset; the host's now where left out." };

        public void AddTo(Command command)
        {
            Option[] all = [file, id, symbol, action, quantity, priceTarget, stopLoss, takeProfit, confidence, strategy, timestamp];
            foreach (var option in all)
            {
                command.Options.Add(option);
            }

            command.Validators.Add(Validate);
        }

        public async Task<string?> Body(ParseResult parse, CliConsole console, CancellationToken cancellationToken)
        {
            if (parse.GetValue(file) is { } path)
            {
                return await ReadFile(path, console, cancellationToken);
            }

            return new JsonObject
            {
                ["id"] = parse.GetValue(id) ?? $"cli-{Guid.NewGuid():N}",
                ["symbol"] = parse.GetValue(symbol)?.ToUpperInvariant(),
                ["action"] = parse.GetValue(action),
                ["quantity"] = parse.GetValue(quantity),
                ["priceTarget"] = parse.GetValue(priceTarget),
                ["stopLoss"] = parse.GetValue(stopLoss),
                ["takeProfit"] = parse.GetValue(takeProfit),
                ["confidence"] = parse.GetValue(confidence),
                ["strategyId"] = parse.GetValue(strategy),
                ["timestamp"] = parse.GetValue(timestamp),
            }.ToJsonString();
        }

        private static async Task<string> ReadFile(string path, CliConsole console, CancellationToken cancellationToken)
        {
            try
            {
                return path == "-" ? await console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(path, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new CliException($"The signal file cannot be read: {e.Message}", ExitCodes.Usage, e);
            }
        }

        private void Validate(CommandResult result)
        {
            if (result.GetResult(file) is null && (result.GetResult(symbol) is null || result.GetResult(action) is null))
            {
                result.AddError("Give --symbol and --action, or --file.");
            }
        }
    }
}
