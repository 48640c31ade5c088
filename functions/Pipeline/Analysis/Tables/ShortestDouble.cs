using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Writes a double with the fewest digits that read back as the same double, as <see cref="double.ToString()"/> does, several times as fast.</summary>
/// <remarks>Digits by R. Giulietti, "The Schubfach way to render doubles" (2020), for the magnitudes of prices and their changes; others go the standard way. Compiled at its best from the first call on: an
/// analysis is over before the runtime would come to it, and half of its time would go here.</remarks>
internal static class ShortestDouble
{
    /// <summary>Room that any double needs.</summary>
    public const int MaxLength = 32;

    private const int LeastExponent = -180;
    private const int GreatestExponent = 40;
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;
    private const ulong ImplicitBit = 1UL << MantissaBits;
    private const ulong Mask63 = (1UL << 63) - 1;

    /// <summary>Values below 1e-7 and from 1e17 are written with an exponent.</summary>
    private const int LeastPoint = -6;

    private const int GreatestPoint = 17;

    private static readonly int LeastPower = FloorLog10OfPow2(LeastExponent) - 1;

    private static readonly (ulong High, ulong Low)[] Powers = MakePowers();

    /// <summary>Writes a finite value; a price of few decimals costs next to nothing.</summary>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int WritePrice(double value, Span<byte> target)
    {
        const double mostCents = 1e15;
        var cents = value * 100;
        if (cents is > 0 and < mostCents)
        {
            var whole = unchecked((ulong)(cents + 0.5));

            // At most 15 digits that give the value again are its shortest ones.
            if (whole / 100.0 == value)
            {
                return WriteDigits(whole, -2, target);
            }
        }

        return Write(value, target);
    }

    /// <summary>Writes a finite value.</summary>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(double value, Span<byte> target)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var isNegative = bits >> 63 != 0;
        var biased = (int)(bits >> MantissaBits) & 0x7FF;
        var exponent = biased - ExponentBias;
        if (value == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        if (biased == 0 || exponent is < LeastExponent or > GreatestExponent)
        {
            return WriteStandard(value, target);
        }

        var (digits, power) = Shorten((bits & (ImplicitBit - 1)) | ImplicitBit, exponent);
        if (!isNegative)
        {
            return WriteDigits(digits, power, target) is > 0 and var written ? written : WriteStandard(value, target);
        }

        target[0] = (byte)'-';
        return WriteDigits(digits, power, target[1..]) is > 0 and var length ? length + 1 : WriteStandard(value, target);
    }

    private static int WriteStandard(double value, Span<byte> target)
    {
        value.TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <returns>0 where the number wants an exponent.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WriteDigits(ulong digits, int power, Span<byte> target)
    {
        while (digits % 10 == 0 && digits != 0)
        {
            digits /= 10;
            power++;
        }

        var count = CountDigits(digits);
        var point = count + power;
        if (point is < LeastPoint or > GreatestPoint)
        {
            return 0;
        }

        if (point <= 0)
        {
            target[0] = (byte)'0';
            target[1] = (byte)'.';
            target.Slice(2, -point).Fill((byte)'0');
            Place(digits, target.Slice(2 - point, count));
            return 2 - point + count;
        }

        if (power >= 0)
        {
            Place(digits, target[..count]);
            target.Slice(count, power).Fill((byte)'0');
            return count + power;
        }

        // The digits, then those behind the point moved by one.
        Place(digits, target[..count]);
        for (var i = count; i > point; i--)
        {
            target[i] = target[i - 1];
        }

        target[point] = (byte)'.';
        return count + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(ulong digits, Span<byte> target)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            var rest = digits / 10;
            target[i] = (byte)('0' + (int)(digits - (rest * 10)));
            digits = rest;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountDigits(ulong value)
    {
        var count = 1;
        for (var bound = 10UL; value >= bound && count < 19; bound *= 10)
        {
            count++;
        }

        return count;
    }

    /// <summary>The decimal of the fewest digits inside the interval that rounds to mantissa x 2^exponent; of several the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong Digits, int Power) Shorten(ulong mantissa, int exponent)
    {
        var odd = mantissa & 1;
        var center = mantissa << 2;
        var right = center + 2;
        ulong left;
        int power;
        if (mantissa != ImplicitBit)
        {
            left = center - 2;
            power = FloorLog10OfPow2(exponent);
        }
        else
        {
            // Below a power of two doubles lie twice as close.
            left = center - 1;
            power = FloorLog10OfThreeQuartersPow2(exponent);
        }

        var shift = exponent + FloorLog2OfPow10(-power) + 2;
        var (high, low) = Powers[power - LeastPower];
        var scaled = Scale(high, low, center << shift);
        var scaledLeft = Scale(high, low, left << shift) + odd;
        var scaledRight = Scale(high, low, right << shift);
        var below = scaled >> 2;
        if (below >= 100)
        {
            var tens = below / 10 * 10;
            var lowerIn = scaledLeft <= tens << 2;
            var upperIn = ((tens + 10) << 2) + odd <= scaledRight;
            if (lowerIn != upperIn)
            {
                return (lowerIn ? tens : tens + 10, power);
            }
        }

        var above = below + 1;
        var belowIn = scaledLeft <= below << 2;
        var aboveIn = (above << 2) + odd <= scaledRight;
        if (belowIn != aboveIn)
        {
            return (belowIn ? below : above, power);
        }

        var middle = (below + above) << 1;
        return (scaled < middle || (scaled == middle && (below & 1) == 0) ? below : above, power);
    }

    /// <summary>The product with a power of ten, rounded to odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Scale(ulong high, ulong low, ulong value)
    {
        unchecked
        {
            var x = Math.BigMul(low, value, out _);
            var y = Math.BigMul(high, value, out var yLow);
            var z = (yLow >> 1) + x;
            return (y + (z >> 63)) | (((z & Mask63) + Mask63) >> 63);
        }
    }

    private static int FloorLog10OfPow2(int exponent) => (int)((exponent * 661_971_961_083L) >> 41);

    private static int FloorLog10OfThreeQuartersPow2(int exponent) => (int)(((exponent * 661_971_961_083L) - 274_743_187_321L) >> 41);

    private static int FloorLog2OfPow10(int power) => (int)((power * 913_124_641_741L) >> 38);

    /// <summary>10^-k as 126 bits, rounded up, for every k that occurs.</summary>
    private static (ulong High, ulong Low)[] MakePowers()
    {
        var powers = new (ulong, ulong)[FloorLog10OfPow2(GreatestExponent) - LeastPower + 1];
        for (var i = 0; i < powers.Length; i++)
        {
            var k = LeastPower + i;
            var shift = FloorLog2OfPow10(-k) - 125;
            var scaled = k <= 0
                ? shift >= 0 ? BigInteger.Pow(10, -k) >> shift : BigInteger.Pow(10, -k) << -shift
                : (BigInteger.One << -shift) / BigInteger.Pow(10, k);
            scaled += 1;
            powers[i] = ((ulong)(scaled >> 63), (ulong)(scaled & Mask63));
        }

        return powers;
    }
}
