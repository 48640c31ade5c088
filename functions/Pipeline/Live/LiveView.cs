using System.Collections.Immutable;

namespace TradingFunctions.Pipeline.Live;

/// <summary>Everything that the screens show, at one sequence number: immutable.</summary>
/// <param name="AtUtc">The host's clock.</param>
public sealed record LiveView(long Sequence, DateTime AtUtc, ImmutableSortedDictionary<LiveKey, ReadOnlyMemory<byte>> Documents)
{
    /// <param name="sequence">Number before the first change.</param>
    public static LiveView Empty(long sequence, DateTime atUtc) => new(sequence, atUtc, ImmutableSortedDictionary<LiveKey, ReadOnlyMemory<byte>>.Empty);

    /// <summary>What turns a section of this view into the one given.</summary>
    public List<LiveChange> Difference(string section, IEnumerable<LiveDocument> documents)
    {
        var changes = new List<LiveChange>();
        var seen = new HashSet<LiveKey>();
        foreach (var document in documents)
        {
            seen.Add(document.Key);
            if (!Documents.TryGetValue(document.Key, out var known) || !known.Span.SequenceEqual(document.Json.Span))
            {
                changes.Add(new LiveChange(document.Key, document.Json));
            }
        }

        foreach (var (key, _) in Documents)
        {
            if (string.Equals(key.Section, section, StringComparison.Ordinal) && !seen.Contains(key))
            {
                changes.Add(new LiveChange(key, null));
            }
        }

        return changes;
    }

    /// <summary>The view after these changes, one number on.</summary>
    public LiveView Next(DateTime atUtc, IEnumerable<LiveChange> changes)
    {
        var documents = Documents.ToBuilder();
        foreach (var change in changes)
        {
            if (change.Json is { } json)
            {
                documents[change.Key] = json;
            }
            else
            {
                documents.Remove(change.Key);
            }
        }

        return new LiveView(Sequence + 1, atUtc, documents.ToImmutable());
    }
}
