using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingFunctions.Infra.Files;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Cli.Output;

namespace TradingFunctions.Local.Cli;

internal static class AuditCommands
{
    private static readonly Column[] Faults = [new("fault", "kind"), new("where", "where"), new("record", "record"), new("text", "text")];

    public static Command Create(CliConsole console)
    {
        var client = new ClientCommands(console, new ClientOptions());
        var command = new CliCommand(
            "audit", "The decision log: whether anybody has changed it.", "audit verify --state ./replay", "audit verify --anchors kept-elsewhere.log", "audit anchors > kept-elsewhere.log")
        {
            Verify(client, console), Anchors(client, console),
        };
        client.Options.AddTo(command);
        return command;
    }

    private static CliCommand Verify(ClientCommands client, CliConsole console)
    {
        var anchors = new Option<string?>("--anchors") { Description = "File of anchors that was kept elsewhere, as 'audit anchors' writes it: compared as well." };
        var state = StateOption.Create();
        var verify = new CliCommand(
            "verify",
            "Examines every record, chain and anchor; names what was changed, is missing, was added, reordered or cut off, and ends with 1 where there is anything.",
            "audit verify",
            "audit verify --state ./replay --json",
            "audit verify --anchors kept-elsewhere.log")
        {
            anchors, state,
        };
        verify.SetAction(async (parse, cancellationToken) =>
        {
            var kept = parse.GetValue(anchors) is { } file ? await ReadAnchors(file, cancellationToken) : [];
            var report = (await client.Get(parse, "/api/audit/decisions", state, cancellationToken))!;
            if (kept.Count > 0)
            {
                Compare(report, kept, await ReadableAnchors(client, parse, state, isBroken: !report["isValid"]!.GetValue<bool>(), cancellationToken));
            }

            client.Print(parse, report, (output, _) => Print(output, report));
            if (report["isValid"]!.GetValue<bool>())
            {
                return ExitCodes.Ok;
            }

            await console.Error.WriteLineAsync("The decision log is not what was written.");
            return ExitCodes.Failure;
        });
        return verify;
    }

    private static CliCommand Anchors(ClientCommands client, CliConsole console)
    {
        var state = StateOption.Create();
        var command = new CliCommand("anchors", "Writes the daily anchors, oldest first, a line 'number date hash' each: keep them where this machine cannot reach them.", "audit anchors > kept-elsewhere.log", "audit anchors --state ./replay --json") { state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var all = await AllAnchors(client, parse, state, cancellationToken);
            client.Print(parse, new JsonObject { ["items"] = new JsonArray([.. all.Select(anchor => anchor.DeepClone())]) }, (output, _) =>
            {
                foreach (var anchor in all)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{anchor["number"]} {anchor["date"]} {anchor["hash"]}"));
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Oldest first.</summary>
    private static async Task<List<JsonNode>> AllAnchors(ClientCommands client, ParseResult parse, Option<string?> state, CancellationToken cancellationToken)
    {
        var all = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = (await client.Get(parse, ClientCommands.Path("/api/audit/anchors", ("limit", "500"), ("after", after)), state, cancellationToken))!;
            all.AddRange(page["items"]!.AsArray().Select(anchor => anchor!));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        all.Reverse();
        return all;
    }

    /// <summary>None where the log is broken and they cannot be read: the report has said so.</summary>
    private static async Task<List<JsonNode>> ReadableAnchors(ClientCommands client, ParseResult parse, Option<string?> state, bool isBroken, CancellationToken cancellationToken)
    {
        try
        {
            return await AllAnchors(client, parse, state, cancellationToken);
        }
        catch (CliException) when (isBroken)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<Pipeline.Ports.AnchorCopy>> ReadAnchors(string file, CancellationToken cancellationToken)
    {
        try
        {
            return AnchorFile.Parse($"{await File.ReadAllTextAsync(file, cancellationToken)}\n", file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CliException(e.Message, ExitCodes.Usage, e);
        }
    }

    private static void Compare(JsonNode report, IReadOnlyList<Pipeline.Ports.AnchorCopy> kept, List<JsonNode> anchors)
    {
        var hashes = anchors.ToLookup(anchor => anchor["number"]!.GetValue<int>(), anchor => anchor["hash"]!.GetValue<string>());
        var faults = report["faults"]!.AsArray();
        foreach (var copy in kept)
        {
            // Where somebody has tampered, two may have one number.
            var isGone = !hashes.Contains(copy.Number);
            if (!hashes[copy.Number].Contains(copy.Hash))
            {
                report["isValid"] = false;
                report["faultCount"] = report["faultCount"]!.GetValue<long>() + 1;
                faults.Add(new JsonObject
                {
                    ["kind"] = isGone ? "cutOff" : "changed",
                    ["where"] = "anchors",
                    ["text"] = string.Create(CultureInfo.InvariantCulture, $"Anchor {copy.Number} of {copy.Date:yyyy-MM-dd} {(isGone ? "is not there any more" : "is another than the one that was kept")}."),
                });
            }
        }
    }

    private static void Print(TextWriter output, JsonNode report)
    {
        var sums = report.DeepClone().AsObject();
        sums["lastAnchor"] = report["lastAnchor"] is { } last ? $"{last["number"]} of {last["date"]}, {last["hash"]}" : "none";
        sums.Remove("faults");
        Tables.PrintMembers(output, sums);
        output.WriteLine();
        Tables.Print(output, new JsonObject { ["items"] = report["faults"]!.DeepClone() }, "Nothing is wrong.", Faults);
    }
}
