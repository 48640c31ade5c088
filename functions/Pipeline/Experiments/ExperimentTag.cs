using System.Diagnostics.CodeAnalysis;

namespace TradingFunctions.Pipeline.Experiments;

/// <summary>A label of a run: a word, or a key and a value like <c>contract:AAPL</c>.</summary>
public static class ExperimentTag
{
    /// <summary>Most tags that a run carries.</summary>
    public const int Most = 32;

    public const int MaxKey = 64;
    public const int MaxValue = 128;

    /// <summary>Key of the tag that every analysis has for each of its contracts, without storing it.</summary>
    public const string Contract = "contract";

    /// <summary>Key of the tag that every analysis has for each of its time slices, without storing it; slices count from 1.</summary>
    public const string Slice = "slice";

    /// <summary>Keys that begin so are the program's own where runs are tracked: a tag of one would change which run it is taken for.</summary>
    public const string Reserved = "trading_functions.";

    /// <summary>A key of letters, digits, <c>. _ -</c>; behind a colon any text of one line.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text, [NotNullWhen(false)] out string? error)
    {
        var (key, value) = Split(text ?? string.Empty);
        error = (key, value) switch
        {
            ({ Length: 0 or > MaxKey }, _) => $"must begin with a key of 1 to {MaxKey} characters.",
            _ when !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') => "has a key with other characters than letters, digits, '.', '_' and '-'.",
            _ when key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase) => $"has a key that begins with '{Reserved}', which is kept for the program.",
            (_, { Length: 0 or > MaxValue }) => $"must have 1 to {MaxValue} characters behind the colon.",
            (_, not null) when value.Any(char.IsControl) => "must be of one line.",
            _ => null,
        };
        return error is null;
    }

    /// <summary>The key, and the value behind the first colon; null without one.</summary>
    public static (string Key, string? Value) Split(string tag)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (tag, null) : (tag[..colon], tag[(colon + 1)..]);
    }
}
