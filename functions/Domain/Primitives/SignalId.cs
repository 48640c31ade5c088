using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Id of a trading signal, chosen by whoever raised it; the same id is the same signal. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<SignalId>))]
public readonly record struct SignalId : IStringValue<SignalId>, IComparable<SignalId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public SignalId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(SignalId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out SignalId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new SignalId(text!) : default;
        return error is null;
    }

    public int CompareTo(SignalId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
