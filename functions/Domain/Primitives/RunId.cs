using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Id of a monitoring run: one trading day of one portfolio, or one replay. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<RunId>))]
public readonly record struct RunId : IStringValue<RunId>, IComparable<RunId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public RunId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(RunId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out RunId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new RunId(text!) : default;
        return error is null;
    }

    public int CompareTo(RunId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
