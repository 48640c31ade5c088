using System.Text.Json.Serialization.Metadata;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>Reads documents that somebody may have tampered with.</summary>
internal static class Documents
{
    /// <summary>The value; null where it cannot be read, which is a finding.</summary>
    public static T? TryParse<T>(StoredDocument document, JsonTypeInfo<T> type, string where, AuditFindings findings) where T : class
    {
        try
        {
            return DocumentStoreExtensions.Parse(document, type);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or FormatException or OverflowException or NotSupportedException or InvalidOperationException)
        {
            findings.Add(AuditFaultKind.Unreadable, where, document.Id, e.Message.Split('\n', 2)[0]);
            return null;
        }
    }
}
