using System.Globalization;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, or <c>[d.]hh:mm:ss</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        // A bare number would be days to .NET, and seconds to most people: neither is taken.
        if (text.Contains(':'))
            return TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss", @"h\:mm", @"hh\:mm"], CultureInfo.InvariantCulture, out duration);
        foreach (var (unit, length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number <= TimeSpan.MaxValue.Ticks / length.Ticks)
            {
                duration = new TimeSpan((long)(number * length.Ticks));
                return true;
            }
        }

        return false;
    }
}
