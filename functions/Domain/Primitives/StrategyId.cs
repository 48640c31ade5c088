using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Name of a strategy. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<StrategyId>))]
public readonly record struct StrategyId : IStringValue<StrategyId>, IComparable<StrategyId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public StrategyId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(StrategyId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out StrategyId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new StrategyId(text!) : default;
        return error is null;
    }

    public int CompareTo(StrategyId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
