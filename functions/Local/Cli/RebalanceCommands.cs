using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class RebalanceCommands
{
    private static readonly Column[] Proposals =
    [
        new("id", "id"), new("status", "status"), new("by", "proposedBy"), new("expires", "expiresUtc"), new("equity", "plan.equity", "0.00"), new("decided by", "decision.by"), new("reason", "decision.reason"),
    ];

    private static readonly Column[] Items =
    [
        new("side", "side"), new("symbol", "symbol"), new("quantity", "quantity"), new("held", "held"), new("target", "target"), new("weight", "weight", "0.00 %"), new("to", "targetWeight", "0.00 %"),
        new("price", "price", "0.00##"), new("notional", "notional", "0.00"),
    ];

    private static readonly Column[] Outcomes = [new("symbol", "symbol"), new("status", "status"), new("order", "order"), new("denials", "denials")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var list = new CliCommand("list", "Lists proposals, newest first.", "rebalance list");
        client.Show(list, _ => "/api/rebalancing", (output, answer) => Tables.Print(output, answer, "No proposals.", Proposals));
        var command = new CliCommand("rebalance", "Brings the portfolio to target weights: proposed here, approved by a person, traded through the gate.", "rebalance propose AAPL=0.1 MSFT=0.05", "rebalance approve 20240306T150000000 --reason quarterly")
        {
            Propose(client),
            list,
            Show(client),
            Decide(client, "approve", "Approves a proposal: its trades go through the gate, sales first."),
            Decide(client, "reject", "Rejects a proposal."),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Propose(ClientCommands client)
    {
        var targets = new Argument<string[]>("targets") { Description = "SYMBOL=WEIGHT, the share of equity: AAPL=0.1.", Arity = ArgumentArity.ZeroOrMore };
        var closeOthers = new Option<bool>("--close-others") { Description = "Gives up positions without a target." };
        var least = new Option<decimal>("--min-trade") { Description = "Leaves out smaller trades, dollars.", DefaultValueFactory = _ => 100m };
        var by = By();
        var command = new CliCommand("propose", "Proposes the trades that lead to target weights. Nothing is traded.", "rebalance propose AAPL=0.1 MSFT=0.05 --close-others") { targets, closeOthers, least, by };
        command.Validators.Add(result =>
        {
            foreach (var target in result.GetValue(targets) ?? [])
            {
                if (Target(target) is null)
                {
                    result.AddError($"'{target}' must be SYMBOL=WEIGHT, like AAPL=0.1.");
                }
            }
        });
        client.Call(command, HttpMethod.Post, _ => "/api/rebalancing", Body, Print);
        return command;

        Task<string?> Body(ParseResult parse, CancellationToken cancellationToken)
        {
            var weights = new JsonObject();
            foreach (var target in parse.GetValue(targets) ?? [])
            {
                var (symbol, weight) = Target(target)!.Value;
                weights[symbol] = weight;
            }

            return Task.FromResult<string?>(new JsonObject
            {
                ["targets"] = weights,
                ["by"] = parse.GetValue(by),
                ["closeOthers"] = parse.GetValue(closeOthers),
                ["minTrade"] = parse.GetValue(least),
            }.ToJsonString());
        }
    }

    private static CliCommand Show(ClientCommands client)
    {
        var id = Id();
        var command = new CliCommand("show", "Shows a proposal, its trades and what became of them.", "rebalance show 20240306T150000000") { id };
        client.Show(command, parse => ClientCommands.Path("/api/rebalancing/{}", parse.GetValue(id)), Print);
        return command;
    }

    private static CliCommand Decide(ClientCommands client, string verb, string description)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why; kept with the proposal.", Required = true };
        var by = By();
        var command = new CliCommand(verb, description, $"rebalance {verb} 20240306T150000000 --reason quarterly") { id, reason, by };
        client.Call(
            command,
            HttpMethod.Post,
            parse => ClientCommands.Path("/api/rebalancing/{}/", parse.GetValue(id)) + verb,
            (parse, _) => Task.FromResult<string?>(new JsonObject { ["by"] = parse.GetValue(by), ["reason"] = parse.GetValue(reason) }.ToJsonString()),
            Print);
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the proposal." };

    private static Option<string> By() => new("--by") { Description = "Who answers for it; the user of this machine where left out.", DefaultValueFactory = _ => Environment.UserName };

    private static (string Symbol, decimal Weight)? Target(string text) =>
        text.Split('=') is [{ Length: > 0 } symbol, var weight] && decimal.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            ? (symbol.ToUpperInvariant(), share)
            : null;

    private static void Print(TextWriter output, JsonNode? proposal)
    {
        Tables.Print(output, new JsonObject { ["items"] = new JsonArray(proposal!.DeepClone()) }, string.Empty, Proposals);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = proposal["plan"]!["items"]!.DeepClone() }, "Nothing to trade.", Items);
        foreach (var skip in proposal["plan"]!["skipped"]!.AsArray())
        {
            output.WriteLine($"{skip!["symbol"]} {skip["reason"]}");
        }

        if (proposal["outcomes"]!.AsArray().Count > 0)
        {
            output.WriteLine();
            Tables.Print(output, new JsonObject { ["items"] = proposal["outcomes"]!.DeepClone() }, string.Empty, Outcomes);
        }
    }
}
