using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>Name of the trading account; the partition of everything that limits must hold across. 1 to 100 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
[JsonConverter(typeof(StringValueJsonConverter<AccountId>))]
public readonly record struct AccountId : IStringValue<AccountId>, IComparable<AccountId>
{
    private readonly string? value;

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public AccountId(string text) => value = IdText.IsValid(text, out var error) ? text : throw new ArgumentException($"{nameof(AccountId)} {error}", nameof(text));

    public string Value => value ?? string.Empty;

    public static bool TryCreate(string? text, out AccountId value, [NotNullWhen(false)] out string? error)
    {
        value = IdText.IsValid(text, out error) ? new AccountId(text!) : default;
        return error is null;
    }

    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
