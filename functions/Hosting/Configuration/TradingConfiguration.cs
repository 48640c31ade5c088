using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingFunctions.Hosting.Scheduling;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Loads the options: defaults, over them <c>trading.yaml</c>, over it the environment; then checks the whole.</summary>
public static class TradingConfiguration
{
    public const string FileName = "trading.yaml";

    /// <param name="path">A file that must be there; null for <see cref="FileName"/> beside the program, which may be missing.</param>
    /// <exception cref="ConfigurationException">With everything that is wrong.</exception>
    public static TradingOptions Load(string? path = null) => Load(path, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <param name="path">As above.</param>
    /// <param name="above">Settings above the environment, named as its variables are: a command line's.</param>
    /// <exception cref="ConfigurationException">With everything that is wrong.</exception>
    public static TradingOptions Load(string? path, IReadOnlyDictionary<string, string> above)
    {
        var file = path ?? Path.Combine(AppContext.BaseDirectory, FileName);
        var environment = ProcessEnvironment();
        foreach (var (name, value) in above)
        {
            foreach (var known in environment.Keys.Where(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)).ToArray())
            {
                environment.Remove(known);
            }

            environment[name] = value;
        }

        return Load(path is null && !File.Exists(file) ? string.Empty : ReadFile(file), path ?? FileName, environment);
    }

    /// <param name="yaml">Content; empty for none.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="environment">Variables.</param>
    /// <exception cref="ConfigurationException">With everything that is wrong.</exception>
    public static TradingOptions Load(string yaml, string file, IReadOnlyDictionary<string, string> environment)
    {
        var errors = new List<ConfigurationError>();
        var type = ConfigurationJson.Default.TradingOptions;
        var binder = new SettingBinder(type.Options, errors);
        var fromFile = binder.Bind(new YamlSettings(file, new VariableText(environment), errors).Read(yaml), type, string.Empty);
        var fromEnvironment = binder.Bind(new EnvironmentSettings(type.Options, errors).Read(environment, type), type, string.Empty);
        ThrowIfAny(errors);

        var complete = JsonSerializer.SerializeToNode(new TradingOptions(), type)!.AsObject();
        OptionsJson.Overlay(complete, fromFile);
        OptionsJson.Overlay(complete, fromEnvironment);
        CompleteStrategies(complete);
        var options = complete.Deserialize(type)!;
        foreach (var error in TradingOptionsValidator.Validate(options).Concat(CheckSchedules(options)))
            errors.Add(new ConfigurationError(binder.SourceOf(error.Path), error.Path, error.Message));
        ThrowIfAny(errors);
        return options;
    }

    /// <summary>The options as JSON of the file's keys, secrets hidden.</summary>
    public static JsonObject Show(TradingOptions options) =>
        JsonSerializer.SerializeToNode(options.WithoutSecrets(), ConfigurationJson.Default.TradingOptions)!.AsObject();

    // The members of a list have no defaults below them to be laid over.
    private static void CompleteStrategies(JsonObject complete)
    {
        var strategies = complete["strategies"]!.AsArray();
        for (var i = 0; i < strategies.Count; i++)
        {
            var defaults = JsonSerializer.SerializeToNode(new StrategyOptions { Id = new("default") }, ConfigurationJson.Default.StrategyOptions)!.AsObject();
            strategies[i] = OptionsJson.Overlay(defaults, strategies[i]!.AsObject());
        }
    }

    private static IEnumerable<OptionError> CheckSchedules(TradingOptions options)
    {
        OptionError? error = null;
        try
        {
            NewYorkSchedule.Parse(options.Scan.Schedule);
        }
        catch (FormatException e)
        {
            error = new OptionError("scan.schedule", e.Message);
        }

        return error is null ? [] : [error];
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new ConfigurationError(file, string.Empty, $"cannot be read: {e.Message}")]);
        }
    }

    private static void ThrowIfAny(List<ConfigurationError> errors)
    {
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }

    private static Dictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? string.Empty, StringComparer.Ordinal);
}
