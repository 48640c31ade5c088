using System.Buffers.Text;

namespace TradingFunctions.Infra.Files;

/// <summary>Numbers and times from bytes.</summary>
internal static class FieldParser
{
    private const ulong MaxExactInteger = 1UL << 53;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>A finite decimal number, correctly rounded.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        // Digits below 2^53 over a power of ten up to 22 are both exact, so that one division rounds correctly
        // (Clinger, How to read floating point numbers accurately, 1990). Nearly every field is of this kind.
        ulong digits = 0;
        var fraction = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = unchecked((uint)(text[i] - '0'));
            if (digit <= 9 && digits < MaxExactInteger / 10)
            {
                digits = (digits * 10) + digit;
                fraction += fraction >= 0 ? 1 : 0;
            }
            else if (text[i] == '.' && fraction < 0)
            {
                fraction = 0;
            }
            else
            {
                return TryAny(text, out value);
            }
        }

        if (text.Length == 0 || text.Length > PowersOfTen.Length || text is [(byte)'.'])
        {
            return TryAny(text, out value);
        }

        value = fraction > 0 ? digits / PowersOfTen[fraction] : digits;
        return true;
    }

    /// <summary><c>2013-10-07</c>.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary><c>2013-10-07T09:30:00</c>; a blank for the T and a missing second are fine.</summary>
    public static bool TryDateTime(ReadOnlySpan<byte> text, out DateOnly date, out TimeOnly time)
    {
        (date, time) = (default, default);
        var second = 0;
        if (text.Length is not (16 or 19) || text[10] is not ((byte)'T' or (byte)' ') || text[13] != ':' || !TryDate(text[..10], out date)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || hour > 23 || minute > 59
            || (text.Length == 19 && (text[16] != ':' || !TryDigits(text[17..], out second) || second > 59)))
        {
            return false;
        }

        time = new TimeOnly(hour, minute, second);
        return true;
    }

    private static bool TryAny(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && double.IsFinite(value);

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = unchecked((uint)(c - '0'));
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + (int)digit;
        }

        return true;
    }
}
