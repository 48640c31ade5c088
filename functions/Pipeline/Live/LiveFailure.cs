using System.Buffers;
using System.Text.Json;

namespace TradingFunctions.Pipeline.Live;

/// <summary>That a section cannot be read.</summary>
/// <param name="SinceUtc">The host's clock at the first failure.</param>
/// <param name="Reason">Of the last one.</param>
internal sealed record LiveFailure(DateTime SinceUtc, string Reason)
{
    /// <summary>Longer words say no more to who looks.</summary>
    private const int MaxReason = 300;

    /// <summary>What screens are told, under the name of the section.</summary>
    public LiveDocument Document(string section)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("sinceUtc"u8, SinceUtc);
            writer.WriteString("reason"u8, Reason.Length > MaxReason ? Reason.AsSpan(0, MaxReason) : Reason);
            writer.WriteEndObject();
        }

        return new LiveDocument(new LiveKey(LivePublisher.FailedSection, section), buffer.WrittenMemory);
    }
}
