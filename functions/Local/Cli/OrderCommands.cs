using System.CommandLine;
using System.Text.Json.Nodes;
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
        var command = new CliCommand("orders", "Orders of the account.", "orders list --status filled", "orders cancel 7KQ2...") { List(client), Show(client), Cancel(client), Replace(client) };
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

    private static CliCommand Replace(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Order id." };
        var limit = new Option<decimal?>("--limit") { Description = "New limit price, dollars." };
        var market = new Option<bool>("--market") { Description = "At the market, without a limit price." };
        var quantity = new Option<decimal?>("--quantity") { Description = "Shares of the whole, those counted that have filled." };
        var command = new CliCommand("replace", "Cancels a working order and sends another one for what is left of it.", "orders replace 7KQ2... --limit 101.50", "orders replace 7KQ2... --market") { id, limit, market, quantity };
        command.Validators.Add(result =>
        {
            if (result.GetValue(limit) is null != result.GetValue(market))
            {
                result.AddError("Give --limit or --market.");
            }
        });
        client.Call(
            command,
            HttpMethod.Patch,
            p => ClientCommands.Path("/api/orders/{}", p.GetValue(id)),
            (p, _) => Task.FromResult<string?>(new JsonObject { ["limitPrice"] = p.GetValue(limit), ["quantity"] = p.GetValue(quantity), ["market"] = p.GetValue(market) }.ToJsonString()),
            Tables.PrintMembers);
        return command;
    }
}
