using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Reads documents that somebody may have tampered with.</summary>
internal static class Documents
{
    /// <summary>What reading a document, or following what it names, can throw when its bytes are not what was written.</summary>
    public static bool IsUnreadable(Exception e) =>
        e is InvalidDataException or ArgumentException or FormatException or OverflowException or NotSupportedException or InvalidOperationException;

    /// <summary>The value; null where it cannot be read, which is a finding.</summary>
    public static T? TryParse<T>(StoredDocument document, JsonTypeInfo<T> type, string where, AuditFindings findings) where T : class
    {
        try
        {
            var value = DocumentStoreExtensions.Parse(document, type);
            if (ReferenceEquals(type.OriginatingResolver, ChainJson.Default) && !document.Json.Span.SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(value, type)))
            {
                // Names are read whatever their case, so other bytes can mean the same. What seals is not to be touched at all.
                findings.Add(AuditFaultKind.Changed, where, document.Id, "It is not, byte for byte, what was written.");
            }

            return value;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            findings.Add(AuditFaultKind.Unreadable, where, document.Id, e.Message.Split('\n', 2)[0]);
            return null;
        }
    }
}
