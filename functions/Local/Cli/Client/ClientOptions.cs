using System.CommandLine;
using TradingFunctions.Hosting.Configuration;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>How a command finds the host it talks to, and how it shows the answer.</summary>
internal sealed class ClientOptions
{
    public const string KeyVariable = "TRADING_FUNCTIONS_KEY";

    public const string StandardUrl = "http://127.0.0.1:7071";

    private readonly Option<string> url = new("--url")
    {
        Description = "Address of the running host.",
        DefaultValueFactory = _ => StandardUrl,
        Recursive = true,
    };

    private readonly Option<string?> key = new("--key")
    {
        Description = $"Function key. Where left out: ${KeyVariable}, then function.key in the data directory.",
        Recursive = true,
    };

    private readonly Option<string?> data = new("--data") { Description = "Data directory of the host, for its key.", Recursive = true };

    private readonly Option<bool> json = new("--json") { Description = "Prints the host's JSON and nothing else.", Recursive = true };

    /// <summary>Adds the options to a command and all below it.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(key);
        command.Options.Add(data);
        command.Options.Add(json);
        url.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            {
                result.AddError($"--url must be an http address, is '{text}'.");
            }
        });
    }

    public bool IsJson(ParseResult parse) => parse.GetValue(json);

    public ApiClient Connect(ParseResult parse) => new(new Uri(parse.GetRequiredValue(url)), KeyOf(parse.GetValue(key), parse.GetValue(data)));

    /// <summary>The data directory that was named; null for the standard one.</summary>
    public string? DataOf(ParseResult parse) => parse.GetValue(data);

    /// <summary>Whether a host was named.</summary>
    public bool NamesHost(ParseResult parse) => parse.GetResult(url) is { Implicit: false };

    /// <summary>The function key: as it was given, of the environment, or of a data directory.</summary>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static string? KeyOf(string? given, string? dataPath) => given ?? Environment.GetEnvironmentVariable(KeyVariable) ?? KeyFile(dataPath);

    private static string? KeyFile(string? dataPath)
    {
        var file = Path.Combine(dataPath ?? DataDirectory.DefaultPath, DataDirectory.KeyFileName);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The key cannot be read: {e.Message} Pass --key.", ExitCodes.Failure, e);
        }
    }
}
