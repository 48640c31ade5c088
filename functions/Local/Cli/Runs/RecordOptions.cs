using System.CommandLine;
using TradingFunctions.Local.Cli.Client;
using TradingFunctions.Local.Experiments;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Cli.Runs;

/// <summary>The options that have a run recorded, the same for every command that makes one.</summary>
internal sealed class RecordOptions
{
    private readonly Option<bool> record = new("--record") { Description = "Records the run with its parameters, results and files: see 'runs list'." };
    private readonly Option<string?> name = new("--name") { Description = "Name for people." };
    private readonly Option<string[]?> tags = new("--tag") { Description = "A label, 'nightly' or 'desk:energy'; can be given again.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> data = new("--data") { Description = "Data directory that the run is recorded in; the standard one where left out." };
    private readonly Option<string> url = new("--url") { Description = "Address of the host, where one holds that directory.", DefaultValueFactory = _ => ClientOptions.StandardUrl };
    private readonly Option<string?> key = new("--key") { Description = $"Its function key. Where left out: ${ClientOptions.KeyVariable}, then function.key in the data directory." };

    private readonly Option<string?> mlFlow = MlFlowOption.Create();

    /// <param name="hasNameAndTags">Whether the command has a name and tags of its own.</param>
    public void AddTo(Command command, bool hasNameAndTags = false)
    {
        command.Options.Add(record);
        if (!hasNameAndTags)
        {
            command.Options.Add(name);
            command.Options.Add(tags);
        }

        command.Options.Add(data);
        command.Options.Add(url);
        command.Options.Add(key);
        command.Options.Add(mlFlow);
        command.Validators.Add(result =>
        {
            foreach (var tag in hasNameAndTags ? [] : result.GetValue(tags) ?? [])
            {
                if (!ExperimentTag.IsValid(tag, out var error))
                {
                    result.AddError($"--tag: '{tag}' {error}");
                }
            }

            if (!hasNameAndTags && result.GetValue(name) is { } text && (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) || text.Length > ExperimentRules.MaxKey))
            {
                result.AddError($"--name must be one line of 1 to {ExperimentRules.MaxKey} characters.");
            }
        });
        url.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                result.AddError($"--url must be an http address, is '{text}'.");
            }
        });
    }

    /// <summary>Null where nothing is to be recorded.</summary>
    public RecordWish? Read(ParseResult parse) => Read(parse, parse.GetValue(record) ? parse.GetValue(name) : null, parse.GetValue(record) ? parse.GetValue(tags) : null);

    /// <summary>As <see cref="Read(ParseResult)"/>, for a command with a name and tags of its own.</summary>
    public RecordWish? Read(ParseResult parse, string? named, string[]? tagged) => parse.GetValue(record)
        ? new RecordWish(
            new RunBook(parse.GetValue(data), () => new ApiClient(new Uri(parse.GetRequiredValue(url)), ClientOptions.KeyOf(parse.GetValue(key), parse.GetValue(data))), TimeProvider.System),
            named,
            [.. (tagged ?? []).Distinct(StringComparer.Ordinal)],
            MlFlowOption.Read(parse.GetValue(mlFlow)))
        : null;
}
