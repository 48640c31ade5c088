using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Replay;

/// <summary>Where a replay keeps its state: a directory that outlives a kill, or a throw-away one.</summary>
internal sealed class ReplayState : IDisposable
{
    private const string InputFileName = "replay.input";

    private readonly bool isThrownAway;

    private ReplayState(DataDirectory directory, bool isThrownAway) => (Directory, this.isThrownAway) = (directory, isThrownAway);

    public DataDirectory Directory { get; }

    /// <summary>Where a model's answers are kept: with the state, or where all replays of this user find them again.</summary>
    public string AnswersFolder => isThrownAway ? Path.Combine(DataDirectory.DefaultPath, DataDirectory.AnswersFolderName) : Directory.AnswersFolder;

    /// <summary>Whether commits wait for the disk.</summary>
    public bool IsDurable => !isThrownAway;

    /// <summary>Opens the state of a replay.</summary>
    /// <param name="plugIns">What the plug-ins that run are.</param>
    /// <exception cref="ReplayException">The directory holds the state of another replay.</exception>
    /// <exception cref="Pipeline.Ports.StoreException">The directory cannot be used.</exception>
    public static ReplayState Open(ReplayOptions options, BarFileContents bars, TradingOptions configuration, string plugIns)
    {
        if (options.StateDirectory is null)
        {
            var path = Path.Combine(Path.GetTempPath(), $"replay-{Path.GetRandomFileName()}");
            return new ReplayState(DataDirectory.Open(path), isThrownAway: true);
        }

        var directory = DataDirectory.Open(options.StateDirectory);
        try
        {
            CheckInput(directory, Fingerprint(options, bars, configuration, plugIns));
            return new ReplayState(directory, isThrownAway: false);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Directory.Dispose();
        if (isThrownAway)
        {
            System.IO.Directory.Delete(Directory.Path, recursive: true);
        }
    }

    /// <summary>A replay goes on only with the very input that it began with.</summary>
    private static void CheckInput(DataDirectory directory, string fingerprint)
    {
        var file = Path.Combine(directory.Path, InputFileName);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, fingerprint);
        }
        else if (!string.Equals(File.ReadAllText(file), fingerprint, StringComparison.Ordinal))
        {
            throw new ReplayException($"{directory.Path} holds the state of a replay with other bars, dates, symbols or settings. Name another directory, or remove it.");
        }
    }

    private static string Fingerprint(ReplayOptions options, BarFileContents bars, TradingOptions configuration, string plugIns)
    {
        var text = string.Join(
            '\n',
            bars.ContentHash,
            options.From?.ToString("O", CultureInfo.InvariantCulture),
            options.To?.ToString("O", CultureInfo.InvariantCulture),
            options.Symbols is null ? "*" : string.Join(',', options.Symbols.Order()),
            options.SkipBadRows,
            plugIns,
            JsonSerializer.Serialize(WithoutSecrets(configuration), ConfigurationJson.Default.TradingOptions));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A new key of the model is not another replay.</summary>
    internal static TradingOptions WithoutSecrets(TradingOptions configuration) =>
        configuration with { Planner = configuration.Planner with { Llm = configuration.Planner.Llm with { Key = null } } };
}
