using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TradingFunctions.Pipeline.Analysis.Tables;

/// <summary>Reads times: ISO dates and times with T or a blank between, fractions of a second, Z or an offset; or seconds or milliseconds since 1970.</summary>
public static class TimeField
{
    public const int MaxLength = 40;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <param name="ticks">UTC; a time without an offset counts as UTC.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        if (TryReadPlain(text, out ticks))
        {
            return true;
        }

        if (text.Length is 10 or 13 && Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length && number > 0)
        {
            ticks = DateTime.UnixEpoch.Ticks + (number * (text.Length == 10 ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond));
            return true;
        }

        if (text.Length <= MaxLength && Ascii.IsValid(text)
            && DateTime.TryParseExact(Encoding.ASCII.GetString(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            ticks = time.Ticks;
            return true;
        }

        ticks = 0;
        return false;
    }

    /// <summary>The usual spelling without the usual cost: whole seconds of UTC.</summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not (19 or 20) || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ') || text[13] != ':' || text[16] != ':' || (text.Length == 20 && text[19] != 'Z'))
        {
            return false;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        return true;
    }

    /// <returns>-1 for what is no number.</returns>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
