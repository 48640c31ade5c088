using System.CommandLine;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class OrderCommands
{
    private static readonly Column[] Columns =
    [
        new("order", "id"), new("status", "status"), new("symbol", "symbol"), new("side", "side"), new("type", "type"), new("quantity", "quantity"), new("filled", "filled"),
        new("average", "averagePrice", "0.00##"), new("limit", "limitPrice", "0.00##"), new("stop", "stopPrice", "0.00##"), new("updated", "updatedUtc"), new("reason", "reason"),
    ];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("orders", "Orders of the account.", "orders list --status filled", "orders cancel 7KQ2...") { List(client), Show(client), Cancel(client) };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var status = new Option<string?>("--status") { Description = "Only orders in this state: working, filled, canceled, rejected, ..." };
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol." };
        var page = new PageOptions();
        var command = new CliCommand("list", "Lists orders: working ones first, then final ones, newest first.", "orders list --symbol AAPL --json") { status, symbol };
        page.AddTo(command);
        client.Show(
            command,
            p => ClientCommands.Path(
                "/api/orders", ("status", p.GetValue(status)), ("symbol", p.GetValue(symbol)), ("limit", p.GetValue(page.Limit)), ("after", p.GetValue(page.After))),
            (output, answer) => Tables.Print(output, answer, "No orders.", Columns));
        return command;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Order id." };
        var command = new CliCommand("show", "Shows an order and what its decision rested on.", "orders show 7KQ2... --json") { id };
        client.Show(command, p => ClientCommands.Path("/api/orders/{}", p.GetValue(id)), Tables.PrintMembers);
        return command;
    }

    private static CliCommand Cancel(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Order id." };
        var command = new CliCommand("cancel", "Asks the broker to cancel an order.", "orders cancel 7KQ2...") { id };
        client.Call(command, HttpMethod.Delete, p => ClientCommands.Path("/api/orders/{}", p.GetValue(id)), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);
        return command;
    }
}
