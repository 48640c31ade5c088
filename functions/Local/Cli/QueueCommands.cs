using System.CommandLine;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class QueueCommands
{
    private static readonly Column[] Columns =
        [new("message", "id"), new("queue", "queue"), new("attempts", "attempts"), new("queued", "enqueuedUtc"), new("given up", "poisonedUtc"), new("reason", "reason")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var poison = new CliCommand("poison", "Messages that were given up.", "queue poison list", "queue poison resend sig-1") { List(client), Resend(client) };
        var command = new CliCommand("queue", "The queues.", "queue poison list") { poison };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var limit = new Option<int>("--limit") { Description = "Most lines, 1 to 1000.", DefaultValueFactory = _ => 100 };
        limit.Within(1, 1000);
        var queue = Queue();
        var command = new CliCommand("list", "Lists them with the reason.", "queue poison list --json") { limit, queue };
        client.Show(command, p => ClientCommands.Path("/api/queue/poison", ("limit", p.GetValue(limit)), ("queue", p.GetValue(queue))), (output, answer) => Tables.Print(output, answer, "No poison messages.", Columns));
        return command;
    }

    private static Option<string?> Queue() => new("--queue") { Description = "signals, or order-events of a Functions app; all where left out." };

    private static CliCommand Resend(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Message id: the signal's, or the order event's." };
        var queue = Queue();
        var command = new CliCommand("resend", "Puts one back with fresh attempts.", "queue poison resend sig-1") { id, queue };
        client.Call(command, HttpMethod.Post, p => ClientCommands.Path(ClientCommands.Path("/api/queue/poison/{}/resend", p.GetValue(id)), ("queue", p.GetValue(queue))), (_, _) => Task.FromResult<string?>(null), Tables.PrintMembers);
        return command;
    }
}
