using System.Buffers;
using System.Text.Json;

namespace TradingFunctions.Pipeline.Live;

/// <summary>One message to a screen, ready to be sent: a snapshot, or what changed since another number.</summary>
/// <param name="Json">UTF-8: <c>kind, sequence, from, atUtc, set { section: { id: document } }, removed { section: [ids] }</c>.</param>
public sealed record LiveFrame(long Sequence, ReadOnlyMemory<byte> Json)
{
    public static LiveFrame Snapshot(LiveView view) =>
        Write(view, from: null, view.Documents.Select(pair => new LiveChange(pair.Key, pair.Value)));

    /// <param name="from">Number of the view that the changes lead on from.</param>
    /// <param name="view">The view that they lead to.</param>
    /// <param name="changes">Each key once, in order.</param>
    public static LiveFrame Delta(long from, LiveView view, IEnumerable<LiveChange> changes) => Write(view, from, changes);

    private static LiveFrame Write(LiveView view, long? from, IEnumerable<LiveChange> changes)
    {
        var all = changes.ToArray();
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, from is null ? "snapshot"u8 : "delta"u8);
            writer.WriteNumber("sequence"u8, view.Sequence);
            if (from is { } number)
            {
                writer.WriteNumber("from"u8, number);
            }

            writer.WriteString("atUtc"u8, view.AtUtc);
            WriteSet(writer, all);
            WriteRemoved(writer, all);
            writer.WriteEndObject();
        }

        return new LiveFrame(view.Sequence, buffer.WrittenMemory);
    }

    private static void WriteSet(Utf8JsonWriter writer, LiveChange[] changes)
    {
        writer.WriteStartObject("set"u8);
        foreach (var section in changes.Where(change => change.Json is not null).GroupBy(change => change.Key.Section, StringComparer.Ordinal))
        {
            writer.WriteStartObject(section.Key);
            foreach (var change in section)
            {
                writer.WritePropertyName(change.Key.Id);
                writer.WriteRawValue(change.Json!.Value.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteRemoved(Utf8JsonWriter writer, LiveChange[] changes)
    {
        writer.WriteStartObject("removed"u8);
        foreach (var section in changes.Where(change => change.Json is null).GroupBy(change => change.Key.Section, StringComparer.Ordinal))
        {
            writer.WriteStartArray(section.Key);
            foreach (var change in section)
            {
                writer.WriteStringValue(change.Key.Id);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
