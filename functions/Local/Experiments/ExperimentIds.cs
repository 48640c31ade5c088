using System.Globalization;
using System.Security.Cryptography;
using TradingFunctions.Pipeline.Experiments;

namespace TradingFunctions.Local.Experiments;

/// <summary>Ids of runs that commands make.</summary>
internal static class ExperimentIds
{
    private const string FileName = "run.id";

    public static string New(ExperimentKind kind, DateTime nowUtc) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()}-{nowUtc:yyyyMMdd'T'HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    /// <summary>The id that belongs to a directory of results: what was ended early and goes on there is one run.</summary>
    /// <param name="of">What the results are of; those of something else get another id.</param>
    public static string In(string directory, ExperimentKind kind, string of, DateTime nowUtc)
    {
        var file = Path.Combine(directory, FileName);
        if (File.Exists(file) && File.ReadAllLines(file) is [var id, var known] && known == of && ExperimentRules.IsId(id))
        {
            return id;
        }

        id = New(kind, nowUtc);
        Directory.CreateDirectory(directory);
        File.WriteAllLines(file + ".new", [id, of]);
        File.Move(file + ".new", file, overwrite: true);
        return id;
    }
}
