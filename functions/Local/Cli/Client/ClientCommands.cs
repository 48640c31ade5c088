using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>Makes commands that are one call to a running host.</summary>
internal sealed class ClientCommands(CliConsole console, ClientOptions options)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ClientOptions Options { get; } = options;

    /// <summary>Lets a command get an answer and show it.</summary>
    public void Show(Command command, Func<ParseResult, string> path, Action<TextWriter, JsonNode?> show) =>
        Call(command, HttpMethod.Get, path, (_, _) => Task.FromResult<string?>(null), show);

    /// <summary>Lets a command get an answer, of a host or of a state directory, and show it.</summary>
    public void Show(Command command, Func<ParseResult, string> path, Action<TextWriter, JsonNode?> show, Option<string?> state) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            Print(parse, await Get(parse, path(parse), state, cancellationToken), show);
            return ExitCodes.Ok;
        });

    /// <summary>An answer of the host, or of the state directory where one is named.</summary>
    public Task<JsonNode?> Get(ParseResult parse, string path, Option<string?> state, CancellationToken cancellationToken) =>
        Get(parse, path, parse.GetValue(state), cancellationToken);

    /// <summary>An answer of a state directory, or of the host where none is named.</summary>
    public async Task<JsonNode?> Get(ParseResult parse, string path, string? directory, CancellationToken cancellationToken)
    {
        if (directory is null)
        {
            using var client = Options.Connect(parse);
            return await client.Get(path, cancellationToken);
        }

        using var body = new MemoryStream();
        using var api = StateApi.Open(directory);
        var status = await api.Get(path, body, cancellationToken);
        body.Position = 0;
        var answer = await JsonNode.ParseAsync(body, cancellationToken: cancellationToken);
        return status < 400 ? answer : throw new CliException(answer?["detail"]?.GetValue<string>() ?? $"The state in {directory} cannot be read.", ExitCodes.Usage);
    }

    /// <summary>Copies an answer that is too large to hold.</summary>
    public async Task Copy(ParseResult parse, string path, Option<string?> state, TextWriter output, CancellationToken cancellationToken)
    {
        await using var target = new TextWriterStream(output);
        if (parse.GetValue(state) is { } directory)
        {
            using var api = StateApi.Open(directory);
            if (await api.Get(path, target, cancellationToken) >= 400)
            {
                throw new CliException($"The state in {directory} cannot be read.", ExitCodes.Failure);
            }

            return;
        }

        using var client = Options.Connect(parse);
        await client.Copy(path, target, cancellationToken);
    }

    /// <summary>Shows an answer as the options ask for.</summary>
    public void Print(ParseResult parse, JsonNode? answer, Action<TextWriter, JsonNode?> show)
    {
        if (Options.IsJson(parse))
        {
            console.Out.WriteLine(answer?.ToJsonString(Readable) ?? "{}");
        }
        else
        {
            show(console.Out, answer);
        }
    }

    /// <summary>Lets a command send something and show the answer.</summary>
    public void Call(
        Command command, HttpMethod method, Func<ParseResult, string> path, Func<ParseResult, CancellationToken, Task<string?>> body, Action<TextWriter, JsonNode?> show) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var client = Options.Connect(parse);
            Print(parse, await client.Send(method, path(parse), await body(parse, cancellationToken), cancellationToken), show);
            return ExitCodes.Ok;
        });

    /// <summary>A path with one argument in it.</summary>
    public static string Path(string pattern, string? argument) => pattern.Replace("{}", Uri.EscapeDataString(argument ?? string.Empty), StringComparison.Ordinal);

    /// <summary>A path with those parameters that were given.</summary>
    public static string Path(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                path += $"{separator}{name}={Uri.EscapeDataString(value.ToString()!)}";
                separator = '&';
            }
        }

        return path;
    }
}
