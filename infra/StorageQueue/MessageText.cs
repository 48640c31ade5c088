namespace TradingFunctions.Infra.StorageQueue;

/// <summary>The text of a message in a storage queue: base64, as the Functions host reads and writes it, or what somebody put there by hand.</summary>
internal static class MessageText
{
    public static string Of(BinaryData body) => Convert.ToBase64String(body.ToMemory().Span);

    /// <summary>The bytes that the text stands for; its own where it is no base64, which the Functions host gives up unread.</summary>
    public static BinaryData Read(BinaryData text)
    {
        var written = text.ToString();
        var bytes = new byte[written.Length];
        return Convert.TryFromBase64String(written, bytes, out var length) ? new BinaryData(bytes.AsMemory(0, length)) : text;
    }
}
