using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Pipeline.Books;

/// <summary>The account's log with every signal in its place: those that led to no entry, because they were refused, held or are still waiting, are there too.</summary>
/// <remarks>
/// A signal's document is written when it comes and once more with its answer, together with the number of the log's last entry then; it stands behind that entry,
/// with others of the same place in the order of (decided, id). One without an answer stands at the end. Both never change, so that an export says the same again.
/// </remarks>
public sealed class LogExport(AccountLog log, IDocumentStore store, IPartitionIndex partitions)
{
    private const int PageSize = 500;

    /// <summary>Lines of JSON, oldest first: entries as they are stored, and signals as <c>{"after", "atUtc", "signal"}</c>.</summary>
    /// <param name="after">Entries after this number, and the signals behind it.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Lines(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = await Places(after, cancellationToken);
        var next = 0;
        await foreach (var (entry, json) in log.ReadDocuments(after, cancellationToken))
        {
            for (; next < places.Count && places[next].After < entry.Number; next++)
            {
                if (await Line(places[next], cancellationToken) is { } line)
                {
                    yield return line;
                }
            }

            yield return json;
        }

        for (; next < places.Count; next++)
        {
            if (await Line(places[next], cancellationToken) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>Where each signal stands; the signals themselves are read again one by one, so that an export of years needs little memory.</summary>
    private async Task<List<Place>> Places(long after, CancellationToken cancellationToken)
    {
        var places = new List<Place>();
        IReadOnlyList<string> page = [];
        do
        {
            page = await partitions.Partitions(Containers.Signals, page.Count == 0 ? null : page[^1], PageSize, cancellationToken);
            foreach (var partition in page)
            {
                if (await store.Read(Key(partition), TradingJson.Default.SignalRecord, cancellationToken) is { Value: { } record })
                {
                    var place = new Place(record.Answer is null ? long.MaxValue : record.LogSequence, record.Answer?.DecidedUtc ?? record.ReceivedUtc, record.Signal.Id);
                    if (place.After >= after)
                    {
                        places.Add(place);
                    }
                }
            }
        }
        while (page.Count == PageSize);

        places.Sort();
        return places;
    }

    /// <returns>Null where retention has taken the signal away meanwhile.</returns>
    private async Task<ReadOnlyMemory<byte>?> Line(Place place, CancellationToken cancellationToken)
    {
        if (await store.Read(Key(place.Id.Value), cancellationToken) is not { } document)
        {
            return null;
        }

        var line = new ArrayBufferWriter<byte>(document.Json.Length + 64);
        await using var writer = new Utf8JsonWriter(line);
        writer.WriteStartObject();
        if (place.After != long.MaxValue)
        {
            writer.WriteNumber("after", place.After);
        }

        writer.WriteString("atUtc", place.AtUtc);
        writer.WritePropertyName("signal");
        writer.WriteRawValue(document.Json.Span);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return line.WrittenMemory;
    }

    private static DocumentKey Key(string partition) => new(Containers.Signals, partition, SignalDesk.Document);

    private readonly record struct Place(long After, DateTime AtUtc, SignalId Id) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = After.CompareTo(other.After);
            order = order != 0 ? order : AtUtc.CompareTo(other.AtUtc);
            return order != 0 ? order : string.CompareOrdinal(Id.Value, other.Id.Value);
        }
    }
}
