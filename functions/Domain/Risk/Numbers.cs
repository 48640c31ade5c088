namespace TradingFunctions.Domain.Risk;

/// <summary>Measures that several controls share.</summary>
internal static class Numbers
{
    /// <summary>A share of nothing is unknown, and what is unknown denies.</summary>
    public static decimal? Share(decimal amount, decimal equity) => equity > 0m ? amount / equity : null;

    public static decimal? Seconds(TimeSpan? span) => span is { } value ? value.Ticks / (decimal)TimeSpan.TicksPerSecond : null;
}
