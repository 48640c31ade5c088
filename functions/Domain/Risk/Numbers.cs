namespace TradingFunctions.Domain.Risk;

/// <summary>Measures that several controls share.</summary>
internal static class Numbers
{
    /// <summary>Ticks are ten-millionths of a second.</summary>
    private const byte SecondsDigits = 7;

    /// <summary>A share of nothing is unknown, and what is unknown denies.</summary>
    public static decimal? Share(decimal amount, decimal equity) => equity > 0m ? amount / equity : null;

    public static decimal? Seconds(TimeSpan? span) => span is { } value ? Seconds(value) : null;

    /// <summary>The quotient of ticks and ticks a second, in its shortest form, without a division of decimals: every order asks for ten of them.</summary>
    /// <remarks>The least span there is has no absolute value: it is taken for the one after it.</remarks>
    public static decimal Seconds(TimeSpan span) => Scaled(Math.Max(span.Ticks, -long.MaxValue), SecondsDigits);

    /// <summary>A number that is counted in units of its last digit, in its shortest form.</summary>
    /// <param name="digits">Behind the point, 0 to 28.</param>
    public static decimal Scaled(long units, byte digits)
    {
        // Limits of time are whole seconds: they are done with one division, and not with one a digit.
        if (digits == SecondsDigits && units % TimeSpan.TicksPerSecond == 0)
        {
            return units / TimeSpan.TicksPerSecond;
        }

        while (digits > 0 && units % 10 == 0)
        {
            units /= 10;
            digits--;
        }

        var size = Math.Abs(units);
        return new decimal(unchecked((int)size), unchecked((int)(size >> 32)), 0, units < 0, digits);
    }
}
