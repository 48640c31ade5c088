using System.Globalization;
using TradingFunctions.Domain;

namespace TradingFunctions.Pipeline.Books;

/// <summary>Partitions of an account in the history container: one per month, and one that says what is where.</summary>
internal static class HistoryPartitions
{
    /// <summary>What was moved here, and where each archived order is.</summary>
    public static string Index(AccountId account) => account.Value;

    public static string Month(AccountId account, Month month) => $"{account.Value}-{month}";
}

/// <summary>A calendar month.</summary>
/// <param name="Number">Months since the year 0.</param>
internal readonly record struct Month(int Number) : IComparable<Month>
{
    public static Month Of(DateTime utc) => new((utc.Year * 12) + utc.Month - 1);

    public static Month Of(DateOnly date) => new((date.Year * 12) + date.Month - 1);

    public static Month Parse(string text) => Of(DateOnly.ParseExact(text + "01", "yyyyMMdd", CultureInfo.InvariantCulture));

    public Month Previous => new(Number - 1);

    public Month Next => new(Number + 1);

    public int CompareTo(Month other) => Number.CompareTo(other.Number);

    public static bool operator <(Month left, Month right) => left.Number < right.Number;

    public static bool operator >(Month left, Month right) => left.Number > right.Number;

    public static bool operator <=(Month left, Month right) => left.Number <= right.Number;

    public static bool operator >=(Month left, Month right) => left.Number >= right.Number;

    /// <summary>As in partition names: <c>202403</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number / 12:D4}{(Number % 12) + 1:D2}");
}
