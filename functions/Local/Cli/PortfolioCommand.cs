using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class PortfolioCommand
{
    private static readonly Column[] Positions =
    [
        new("symbol", "symbol"), new("quantity", "quantity"), new("cost", "averageCost", "0.00##"), new("mark", "mark", "0.00##"), new("value", "marketValue", "0.00"),
        new("unrealized", "unrealizedPnl", "0.00"), new("realized", "realizedPnl", "0.00"), new("fees", "fees", "0.00"), new("protected", "protected"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("portfolio", "Shows the account and its positions at current prices.", "portfolio", "portfolio --json");
        client.Options.AddTo(command);
        client.Show(command, _ => "/api/portfolio", Print);
        return command;
    }

    private static void Print(TextWriter output, JsonNode? answer)
    {
        var positions = answer!["positions"]!.DeepClone();
        answer.AsObject().Remove("positions");
        Tables.PrintMembers(output, answer);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = positions }, "No positions.", Positions);
    }
}
