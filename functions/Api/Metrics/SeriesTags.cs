using System.Diagnostics.CodeAnalysis;

namespace TradingFunctions.Api.Metrics;

/// <summary>The tags of one series of measurements: the values of the tags that its instrument keeps, in their order.</summary>
/// <remarks>Looked up from a span of tags as they are recorded, so that a recording into a known series allocates nothing.</remarks>
internal sealed class SeriesTags : IEqualityComparer<string[]>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, string[]>
{
    /// <summary>Longest tag value that is kept.</summary>
    private const int MaxLength = 100;

    private readonly string[]? kept;

    /// <param name="kept">Names of tags that tell series apart; null keeps all that are recorded.</param>
    public SeriesTags(string[]? kept) => this.kept = kept;

    /// <summary>Names of kept tags; of an instrument that keeps all, those that were seen first.</summary>
    public string[]? Names { get; private set; }

    public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] string[] values)
    {
        var hash = default(HashCode);
        foreach (var value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> tags, string[] values)
    {
        var names = NamesOf(tags);
        if (names.Length != values.Length)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!string.Equals(ValueOf(tags, names[i], i), values[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = NamesOf(tags);
        var hash = default(HashCode);
        for (var i = 0; i < names.Length; i++)
        {
            hash.Add(ValueOf(tags, names[i], i));
        }

        return hash.ToHashCode();
    }

    public string[] Create(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = NamesOf(tags);
        var values = new string[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            values[i] = ValueOf(tags, names[i], i);
        }

        return values;
    }

    private string[] NamesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Names is { } known)
        {
            return known;
        }

        if (kept is not null)
        {
            return Names = kept;
        }

        var names = new string[tags.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = tags[i].Key;
        }

        return Names = names;
    }

    /// <summary>Most recordings give an instrument's tags in one and the same order.</summary>
    private static string ValueOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name, int guess)
    {
        if (guess < tags.Length && string.Equals(tags[guess].Key, name, StringComparison.Ordinal))
        {
            return Text(tags[guess].Value);
        }

        foreach (var (key, value) in tags)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return Text(value);
            }
        }

        return string.Empty;
    }

    private static string Text(object? value)
    {
        var text = value switch
        {
            string known => known,
            int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            null => string.Empty,
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
        };
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }
}
