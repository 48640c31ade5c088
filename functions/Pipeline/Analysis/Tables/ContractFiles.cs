using System.Security.Cryptography;
using System.Text;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Names of contracts as file names and parts of instance ids.</summary>
internal static class ContractFiles
{
    private const int MaxLength = 48;
    private const int DigestLength = 10;

    /// <summary>Names that Windows keeps for devices, whatever follows a dot.</summary>
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// One name per contract, safe on every file system and unique even where upper and lower case are the same. An ordinary ticker keeps its name; any other gets a digest of
    /// the whole name behind what is left of it.
    /// </summary>
    public static string[] Assign(IReadOnlyList<string> contracts)
    {
        var plain = contracts.Where(IsPlain).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Count(), StringComparer.OrdinalIgnoreCase);
        return [.. contracts.Select(name => IsPlain(name) && plain[name] == 1 ? name : WithDigest(name))];
    }

    private static bool IsPlain(string name) =>
        name.Length is >= 1 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != '.' && name.All(IsSafe)
        && !Devices.Contains(name.Split('.')[0]) && !LooksLikeDigest(name);

    private static bool IsSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    /// <summary>An ordinary name must not be what another one becomes.</summary>
    private static bool LooksLikeDigest(string name) =>
        name.Length > DigestLength && name[^(DigestLength + 1)] == '-' && name.AsSpan(name.Length - DigestLength).IndexOfAnyExcept("0123456789abcdef") < 0;

    private static string WithDigest(string name)
    {
        var rest = new StringBuilder(char.IsAsciiLetterOrDigit(name[0]) ? string.Empty : "x");
        for (var i = 0; i < name.Length && rest.Length < MaxLength - DigestLength - 1; i++)
        {
            rest.Append(char.IsAsciiLetterOrDigit(name[i]) || name[i] is '_' or '-' ? name[i] : '_');
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"{rest}-{digest[..DigestLength]}";
    }
}
