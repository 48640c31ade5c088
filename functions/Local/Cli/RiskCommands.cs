using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class RiskCommands
{
    private static readonly Column[] Limits = [new("limit", "name"), new("value", "value"), new("floor", "floor"), new("override until", "overriddenUntilUtc"), new("codes", "codes")];

    private static readonly Column[] Rows = [new("at", "atUtc"), new("kind", "kind"), new("by", "by"), new("subject", "subject"), new("before", "before"), new("after", "after"), new("reason", "reason")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand("risk", "Limits of the gate, their overrides, strategies and the audit trail.", "risk limits", "risk set maxPositions 20 --as anna --reason \"fewer, larger\"")
        {
            List(client), Set(client), AskOverride(client),
            OnOverride(client, "confirm", "Puts an override in force, as another person than the one who asked."), OnOverride(client, "end", "Ends an override before its time."),
            Strategy(client), Report(client), Audit(client),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var command = new CliCommand("limits", "Lists the limits in force.", "risk limits --json");
        client.Show(command, _ => "/api/risk/limits", (output, answer) => Tables.Print(output, new JsonObject { ["items"] = answer?["limits"]?.DeepClone() }, "No limits.", Limits));
        return command;
    }

    private static CliCommand Set(ClientCommands client)
    {
        var (name, value) = (Name(), Value());
        var person = new PersonOptions();
        var command = new CliCommand("set", "Changes a limit for good.", "risk set maxOrderNotional 50000 --as anna --reason \"small account\"") { name, value };
        person.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var api = client.Options.Connect(parse);
            var limits = await api.Get("/api/risk/limits", cancellationToken);
            var body = new JsonObject { ["value"] = Json(parse.GetValue(value)!), ["reason"] = parse.GetValue(person.Reason) };
            var answer = await api.Send(
                HttpMethod.Put, ClientCommands.Path("/api/risk/limits/{}", parse.GetValue(name)), body.ToJsonString(), cancellationToken,
                person.Header(parse), ("If-Match", $"\"{limits!["eTag"]!.GetValue<string>()}\""));
            var changed = answer!["limits"]!.AsArray().First(limit => limit!["name"]!.GetValue<string>() == parse.GetValue(name));
            client.Print(parse, changed!.DeepClone(), Tables.PrintMembers);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static CliCommand AskOverride(ClientCommands client)
    {
        var (name, value) = (Name(), Value());
        var minutes = new Option<double>("--minutes") { Description = "How long, from the confirmation.", Required = true };
        var person = new PersonOptions();
        var command = new CliCommand("override", "Asks for a limit to be loosened for a time; another person confirms it.", "risk override priceCollar null --minutes 10 --as anna --reason \"broken quotes\"") { name, value, minutes };
        person.AddTo(command);
        Send(client, command, person, HttpMethod.Post, _ => "/api/risk/overrides", p => new JsonObject
        {
            ["limit"] = p.GetValue(name),
            ["value"] = Json(p.GetValue(value)!),
            ["minutes"] = p.GetValue(minutes),
            ["reason"] = p.GetValue(person.Reason),
        });
        return command;
    }

    private static CliCommand OnOverride(ClientCommands client, string verb, string description)
    {
        var id = new Argument<string>("id") { Description = "Id of the override." };
        var person = new PersonOptions();
        var command = new CliCommand(verb, description, $"risk {verb} 0638457... --as ben --reason \"agreed\"") { id };
        person.AddTo(command);
        Send(client, command, person, HttpMethod.Post, p => ClientCommands.Path("/api/risk/overrides/{}", p.GetValue(id)) + "/" + verb, p => new JsonObject { ["reason"] = p.GetValue(person.Reason) });
        return command;
    }

    private static CliCommand Strategy(ClientCommands client)
    {
        var id = new Argument<string>("id") { Description = "Strategy." };
        var state = new Argument<string>("state") { Description = "on or off." };
        state.AcceptOnlyFromAmong("on", "off");
        var person = new PersonOptions();
        var command = new CliCommand("strategy", "Switches a strategy's entries off, or on again.", "risk strategy momentum on --as anna --reason \"looked into it\"") { id, state };
        person.AddTo(command);
        Send(client, command, person, HttpMethod.Put, p => ClientCommands.Path("/api/risk/strategies/{}", p.GetValue(id)), p => new JsonObject
        {
            ["on"] = p.GetValue(state) == "on",
            ["reason"] = p.GetValue(person.Reason),
        });
        return command;
    }

    private static CliCommand Report(ClientCommands client)
    {
        var date = new Option<string?>("--date") { Description = "As it was kept after the close of a session, yyyy-MM-dd." };
        var command = new CliCommand("report", "Shows the risk report: value at risk, stress, correlation, use of each limit.", "risk report --json", "risk report --date 2024-03-06") { date };
        client.Show(command, p => ClientCommands.Path("/api/risk/report", ("date", p.GetValue(date))), Tables.PrintMembers);
        return command;
    }

    private static CliCommand Audit(ClientCommands client)
    {
        var page = new PageOptions();
        var command = new CliCommand("audit", "Lists what was done to limits, trading state and strategies, newest first.", "risk audit --limit 20");
        page.AddTo(command);
        client.Show(
            command, p => ClientCommands.Path("/api/audit", ("limit", p.GetValue(page.Limit)), ("after", p.GetValue(page.After))),
            (output, answer) => Tables.Print(output, answer, "Nothing was recorded.", Rows));
        return command;
    }

    private static void Send(ClientCommands client, CliCommand command, PersonOptions person, HttpMethod method, Func<ParseResult, string> path, Func<ParseResult, JsonObject> body) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var api = client.Options.Connect(parse);
            var answer = await api.Send(method, path(parse), body(parse).ToJsonString(), cancellationToken, person.Header(parse));
            client.Print(parse, answer, Tables.PrintMembers);
            return ExitCodes.Ok;
        });

    private static Argument<string> Name() => new("limit") { Description = "Name of the limit, as 'risk limits' shows it." };

    private static Argument<string> Value() => new("value") { Description = "Its value as in JSON: 0.1, true, null, \"00:05:00\"; text may go without quotes." };

    /// <summary>What is no JSON is taken for text.</summary>
    private static JsonNode? Json(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
