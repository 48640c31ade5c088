using System.Globalization;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>A price of one share in US dollars, more than 0 and at most 10,000,000. The default (0) means: none.</summary>
[JsonConverter(typeof(DecimalValueJsonConverter<Price>))]
public readonly record struct Price : IDecimalValue<Price>, IComparable<Price>
{
    /// <exception cref="ArgumentOutOfRangeException">The amount is out of range.</exception>
    public Price(decimal amount) => Amount = amount is > 0 and <= 10_000_000m ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A price must be more than 0 and at most 10,000,000.");

    /// <summary>The bare number, for arithmetic inside a rule.</summary>
    public decimal Amount { get; }

    static Price IDecimalValue<Price>.Create(decimal number) => new(number);

    decimal IDecimalValue<Price>.Number => Amount;

    /// <summary>From a market-data number, rounded to 1e-6 dollars.</summary>
    public static Price From(double amount) => new(Math.Round((decimal)amount, 6));

    public static Money operator *(Price price, Quantity quantity) => new(price.Amount * quantity.Shares);

    public static bool operator <(Price left, Price right) => left.Amount < right.Amount;

    public static bool operator >(Price left, Price right) => left.Amount > right.Amount;

    public static bool operator <=(Price left, Price right) => left.Amount <= right.Amount;

    public static bool operator >=(Price left, Price right) => left.Amount >= right.Amount;

    public int CompareTo(Price other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);
}
