using System.CommandLine;
using TradingFunctions.Hosting.Configuration;

namespace TradingFunctions.Local.Cli.Client;

/// <summary>How a command finds the host it talks to, and how it shows the answer.</summary>
internal sealed class ClientOptions
{
    public const string KeyVariable = "TRADING_FUNCTIONS_KEY";

    private readonly Option<string> url = new("--url")
    {
        Description = "Address of the running host.",
        DefaultValueFactory = _ => "http://127.0.0.1:7071",
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

    public ApiClient Connect(ParseResult parse) => new(new Uri(parse.GetRequiredValue(url)), parse.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable) ?? KeyFile(parse));

    private string? KeyFile(ParseResult parse)
    {
        var file = Path.Combine(parse.GetValue(data) ?? DataDirectory.DefaultPath, DataDirectory.KeyFileName);
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
