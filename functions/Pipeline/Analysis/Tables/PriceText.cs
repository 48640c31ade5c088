using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Reads prices from UTF-8, every one to the double that is nearest to the decimal.</summary>
public static class PriceText
{
    /// <summary>Below and beyond lie no prices, and ratios of what lies between are finite.</summary>
    public const double Least = 1e-9;

    public const double Greatest = 1e12;

    private const ulong MostExact = 1UL << 53;

    /// <summary>Powers of ten that are doubles without rounding.</summary>
    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads one field.</summary>
    /// <param name="text">The rest of a row, beginning with the field.</param>
    /// <param name="price">The price; NaN for an absent one, and for one that is none.</param>
    /// <param name="length">Of the field.</param>
    /// <returns>False for what is neither a price nor absent.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<byte> text, out double price, out int length)
    {
        // Digits with at most one point among them, short enough: an exact integer over an exact power of ten is rounded once, and so correctly (Clinger, 1990).
        ulong digits = 0;
        var point = -1;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var c = unchecked((uint)(text[i] - '0'));
            if (c <= 9)
            {
                digits = unchecked((digits * 10) + c);
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                break;
            }
        }

        if ((i == text.Length || text[i] == ',') && i is > 0 and <= 18 && digits < MostExact && i - (point >= 0 ? 1 : 0) > 0)
        {
            length = i;
            price = point < 0 ? digits : digits / Powers[i - point - 1];
            if (price is >= Least and <= Greatest)
            {
                return true;
            }

            price = double.NaN;
            return false;
        }

        return TryReadSlowly(text, out price, out length);
    }

    private static bool TryReadSlowly(ReadOnlySpan<byte> text, out double price, out int length)
    {
        length = text.IndexOf((byte)',');
        length = length < 0 ? text.Length : length;
        var field = text[..length].Trim(" \t"u8);
        price = double.NaN;
        if (field.IsEmpty || Ascii.EqualsIgnoreCase(field, "nan"u8))
        {
            return true;
        }

        if (Utf8Parser.TryParse(field, out double value, out var used) && used == field.Length && value is >= Least and <= Greatest)
        {
            price = value;
            return true;
        }

        return false;
    }
}
