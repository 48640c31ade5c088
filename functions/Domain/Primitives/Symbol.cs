using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>A ticker: 1 to 16 characters of <c>A-Z 0-9 . - /</c>, starting with a letter or digit. Lower case is not accepted.</summary>
[JsonConverter(typeof(StringValueJsonConverter<Symbol>))]
public readonly record struct Symbol : IStringValue<Symbol>, IComparable<Symbol>
{
    public const int MaxLength = 16;

    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a ticker.</exception>
    public Symbol(string text) => value = IsValid(text, out var error) ? text : throw new ArgumentException($"Symbol {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out Symbol value, [NotNullWhen(false)] out string? error)
    {
        value = IsValid(text, out error) ? new Symbol(text!) : default;
        return error is null;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static bool IsValid(string? text, [NotNullWhen(false)] out string? error)
    {
        error = text switch
        {
            null or "" => "must not be empty.",
            { Length: > MaxLength } => $"must be at most {MaxLength} characters, is {text.Length}.",
            _ when !char.IsAsciiLetterOrDigit(text[0]) => "must start with a letter or a digit.",
            _ when text.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-/") => "may hold only capital letters, digits, '.', '-' and '/'.",
            _ => null,
        };
        return error is null;
    }
}
