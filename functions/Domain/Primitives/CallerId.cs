using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Who asks for an order: a program or a person, by name. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<CallerId>))]
public readonly record struct CallerId : IStringValue<CallerId>, IComparable<CallerId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public CallerId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(CallerId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out CallerId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new CallerId(text!) : default;
        return error is null;
    }

    public int CompareTo(CallerId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
