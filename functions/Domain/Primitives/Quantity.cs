using System.Globalization;
using System.Text.Json.Serialization;

namespace TradingFunctions.Domain;

/// <summary>A number of shares, whole or fractional, 0 to 1e9; the direction is the order's side or the position's sign.</summary>
[JsonConverter(typeof(DecimalValueJsonConverter<Quantity>))]
public readonly record struct Quantity : IDecimalValue<Quantity>, IComparable<Quantity>
{
    /// <exception cref="ArgumentOutOfRangeException">The amount is out of range.</exception>
    public Quantity(decimal shares) => Shares = shares is >= 0 and <= 1_000_000_000m ? shares : throw new ArgumentOutOfRangeException(nameof(shares), shares, "A quantity must be 0 to 1,000,000,000 shares.");

    /// <summary>The bare number, for arithmetic inside a rule.</summary>
    public decimal Shares { get; }

    static Quantity IDecimalValue<Quantity>.Create(decimal number) => new(number);

    decimal IDecimalValue<Quantity>.Number => Shares;

    public static Quantity Zero => default;

    public bool IsZero => Shares == 0m;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Shares + right.Shares);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Shares - right.Shares);

    public static Quantity Min(Quantity left, Quantity right) => left.Shares <= right.Shares ? left : right;

    public static bool operator <(Quantity left, Quantity right) => left.Shares < right.Shares;

    public static bool operator >(Quantity left, Quantity right) => left.Shares > right.Shares;

    public static bool operator <=(Quantity left, Quantity right) => left.Shares <= right.Shares;

    public static bool operator >=(Quantity left, Quantity right) => left.Shares >= right.Shares;

    public int CompareTo(Quantity other) => Shares.CompareTo(other.Shares);

    public override string ToString() => Shares.ToString(CultureInfo.InvariantCulture);
}
