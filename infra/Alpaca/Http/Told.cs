namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>What an order's client order id carries behind it through the package, which has no other place for it.</summary>
/// <param name="Id">The id itself.</param>
/// <param name="Event">Name of the stream's event, as it came; empty outside of the stream.</param>
/// <param name="Raw">The order as it came; null for one that did not come through <see cref="AnswerRepair"/>.</param>
internal readonly record struct Told(string Id, string Event, string? Raw)
{
    /// <summary>A control character: not in JSON texts, and not in an id that anybody could send.</summary>
    private const char Separator = '\u001f';

    public static string Join(string id, string eventName, string raw) => string.Join(Separator, id, eventName, raw);

    public static Told Split(string? text)
    {
        var parts = (text ?? string.Empty).Split(Separator);
        return parts.Length < 3 ? new Told(parts[0], string.Empty, null) : new Told(string.Join(Separator, parts[..^2]), parts[^2], parts[^1]);
    }
}
