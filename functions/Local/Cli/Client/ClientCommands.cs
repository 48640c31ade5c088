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

    /// <summary>Lets a command send something and show the answer.</summary>
    public void Call(
        Command command, HttpMethod method, Func<ParseResult, string> path, Func<ParseResult, CancellationToken, Task<string?>> body, Action<TextWriter, JsonNode?> show) =>
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var client = Options.Connect(parse);
            var answer = await client.Send(method, path(parse), await body(parse, cancellationToken), cancellationToken);
            if (Options.IsJson(parse))
            {
                console.Out.WriteLine(answer?.ToJsonString(Readable) ?? "{}");
            }
            else
            {
                show(console.Out, answer);
            }

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
