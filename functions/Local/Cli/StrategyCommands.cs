using System.CommandLine;
using System.Text.Json.Nodes;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class StrategyCommands
{
    private const string Root = "/api/strategies";

    /// <summary>Settings of a strategy that are none of its parameters.</summary>
    private static readonly string[] Limits = ["allowShort", "maxPositionShare", "maxExposureShare", "minConfidence", "symbols"];

    private static readonly Column[] Columns =
    [
        new("strategy", "name"), new("kind", "kind"), new("state", "state"), new("trades", "performance.trades"), new("hit rate", "performance.hitRate", "0.00"),
        new("P&L", "performance.pnl", "0.00"), new("today", "performance.today", "0.00"), new("p99 us", "evaluation.p99", "0.0"), new("parameters", "settings"),
    ];

    private static readonly Column[] RefusedColumns = [new("refused", "assembly"), new("class", "class"), new("reason", "reason")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand(
            "strategies", "Strategies of the running host, and the look-ahead check of any strategy.", "strategies list", "strategies set momentum buyAbove=0.01 maxPositionShare=0.05 --as anna --reason \"fewer entries\"")
        {
            List(client), Show(client), Set(client),
            Switch(client, "enable", on: true, "Lets a strategy run from the next check on; also one that was switched off by the host."),
            Switch(client, "disable", on: false, "Stops a strategy's entries from the next check on; its positions are still looked after."),
            StrategyCheckCommand.Create(console),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand List(ClientCommands client)
    {
        var command = new CliCommand("list", "Lists the strategies with state, P&L and hit rate, and plug-ins that were refused.", "strategies list --json");
        client.Show(command, _ => Root, (output, answer) =>
        {
            foreach (var item in answer?["items"]?.AsArray() ?? [])
            {
                item!["settings"] = string.Join(' ', item["parameters"]!.AsObject().Select(parameter => $"{parameter.Key}={parameter.Value}"));
            }

            Tables.Print(output, answer, "No strategies.", Columns);
            if (answer?["refused"]?.AsArray() is { Count: > 0 } refused)
            {
                output.WriteLine();
                Tables.Print(output, new JsonObject { ["items"] = refused.DeepClone() }, string.Empty, RefusedColumns);
            }
        });
        return command;
    }

    private static CliCommand Show(ClientCommands client)
    {
        var name = Name();
        var command = new CliCommand("show", "Shows a strategy with its parameters, their bounds, and what it came to.", "strategies show momentum") { name };
        client.Show(command, parse => Path(parse.GetValue(name)), PrintOne);
        return command;
    }

    private static CliCommand Set(ClientCommands client)
    {
        var name = Name();
        var settings = new Argument<JsonObject?>("settings")
        {
            Description = $"name=value of parameters, or of {string.Join(", ", Limits)}; 'null' unsets. parameters.NAME is always a parameter.",
            CustomParser = SetOption.Parse,
            Arity = ArgumentArity.OneOrMore,
        };
        var person = new PersonOptions();
        var command = new CliCommand(
            "set", "Changes parameters, limits or symbols of a strategy from the next check on.", "strategies set momentum buyAbove=0.01 --as anna --reason \"fewer entries\"", "strategies set momentum symbols=SPY,QQQ --as anna --reason \"these only\"")
        { name, settings };
        person.AddTo(command);
        Patch(client, command, name, person, parse => Change(parse.GetValue(settings) ?? []));
        return command;
    }

    private static CliCommand Switch(ClientCommands client, string verb, bool on, string description)
    {
        var name = Name();
        var person = new PersonOptions();
        var command = new CliCommand(verb, description, $"strategies {verb} momentum --as anna --reason \"after the review\"") { name };
        person.AddTo(command);
        Patch(client, command, name, person, _ => new JsonObject { ["enabled"] = on });
        return command;
    }

    private static void Patch(ClientCommands client, CliCommand command, Argument<string> name, PersonOptions person, Func<ParseResult, JsonObject> change) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var api = client.Options.Connect(parse);
            var path = Path(parse.GetValue(name));
            var before = await api.Get(path, cancellationToken);
            var body = change(parse);
            body["reason"] = parse.GetValue(person.Reason);
            var answer = await api.Send(HttpMethod.Patch, path, body.ToJsonString(), cancellationToken, person.Header(parse), ("If-Match", $"\"{before!["eTag"]!.GetValue<string>()}\""));
            client.Print(parse, answer, PrintOne);
            return ExitCodes.Ok;
        });

    private static JsonObject Change(JsonObject settings)
    {
        var change = new JsonObject();
        var parameters = new JsonObject();
        foreach (var (name, value) in settings)
        {
            if (!Limits.Contains(name, StringComparer.Ordinal))
            {
                parameters[name.StartsWith("parameters.", StringComparison.Ordinal) ? name["parameters.".Length..] : name] = value?.DeepClone();
            }
            else if (name == "symbols" && value is JsonValue text && text.TryGetValue<string>(out var list))
            {
                change[name] = new JsonArray([.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(symbol => (JsonNode)symbol.ToUpperInvariant())]);
            }
            else
            {
                change[name] = value?.DeepClone();
            }
        }

        if (parameters.Count > 0)
        {
            change["parameters"] = parameters;
        }

        return change;
    }

    private static void PrintOne(TextWriter output, JsonNode? answer)
    {
        if (answer is not JsonObject strategy)
        {
            return;
        }

        foreach (var (name, value) in strategy)
        {
            if (name is not ("schema" or "parameters" or "performance" or "evaluation" or "fault"))
            {
                output.WriteLine($"{name,-18}{new Column(name, name).Text(strategy)}".TrimEnd());
            }
        }

        Members("parameters", value => Bounds(strategy["schema"]?["properties"]?[value] as JsonObject));
        Members("performance", _ => string.Empty);
        Members("evaluation", _ => string.Empty);
        Members("fault", _ => string.Empty);

        void Members(string part, Func<string, string> note)
        {
            foreach (var (name, _) in strategy[part] as JsonObject ?? [])
            {
                output.WriteLine($"{part + "." + name,-28}{new Column(name, name).Text(strategy[part]),-12}{note(name)}".TrimEnd());
            }
        }
    }

    private static string Bounds(JsonObject? schema) => schema is null
        ? string.Empty
        : $"  {schema["description"]} ({string.Join(", ", schema.Where(member => member.Key is not ("description" or "default")).Select(member => $"{member.Key} {member.Value}").Append($"default {schema["default"]}"))})";

    private static string Path(string? name) => ClientCommands.Path(Root + "/{}", name);

    private static Argument<string> Name() => new("name") { Description = "Strategy, as 'strategies list' shows it." };
}
