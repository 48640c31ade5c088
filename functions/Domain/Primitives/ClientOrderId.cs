using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Our id of an order at the broker, unique over the account's history. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<ClientOrderId>))]
public readonly record struct ClientOrderId : IStringValue<ClientOrderId>, IComparable<ClientOrderId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public ClientOrderId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(ClientOrderId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out ClientOrderId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new ClientOrderId(text!) : default;
        return error is null;
    }

    public int CompareTo(ClientOrderId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
