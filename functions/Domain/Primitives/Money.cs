using System.Globalization;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>An amount of US dollars, positive or negative, at most 1e15.</summary>
[JsonConverter(typeof(DecimalValueJsonConverter<Money>))]
public readonly record struct Money : IDecimalValue<Money>, IComparable<Money>
{
    /// <exception cref="ArgumentOutOfRangeException">The amount is out of range.</exception>
    public Money(decimal amount) => Amount = Digits.AreWithin(amount, 1_000_000_000_000_000) ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount must be within 1e15 dollars.");

    /// <summary>The bare number, for arithmetic inside a rule.</summary>
    public decimal Amount { get; }

    static Money IDecimalValue<Money>.Create(decimal number) => new(number);

    decimal IDecimalValue<Money>.Number => Amount;

    public static Money Zero => default;

    public static Money operator +(Money left, Money right) => new(left.Amount + right.Amount);

    public static Money operator -(Money left, Money right) => new(left.Amount - right.Amount);

    public static Money operator -(Money value) => new(-value.Amount);

    public static Money operator *(Money value, decimal factor) => new(value.Amount * factor);

    public Money Abs() => new(Math.Abs(Amount));

    public static bool operator <(Money left, Money right) => left.Amount < right.Amount;

    public static bool operator >(Money left, Money right) => left.Amount > right.Amount;

    public static bool operator <=(Money left, Money right) => left.Amount <= right.Amount;

    public static bool operator >=(Money left, Money right) => left.Amount >= right.Amount;

    public int CompareTo(Money other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);
}
