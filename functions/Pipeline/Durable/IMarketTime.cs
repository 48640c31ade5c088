namespace TradingFunctions.Pipeline.Durable;

/// <summary>Translates between the time that an engine's histories are written in and the market's. Both directions are pure: a replay gets what the first run got.</summary>
public interface IMarketTime
{
    /// <param name="engineUtc">Time of a turn.</param>
    DateTime ToMarket(DateTime engineUtc);

    /// <summary>The earliest engine time at which the market's has reached a moment.</summary>
    /// <param name="marketUtc">When a timer is due.</param>
    DateTime ToEngine(DateTime marketUtc);
}

/// <summary>The market's time is the engine's.</summary>
public sealed class SameTime : IMarketTime
{
    public static readonly SameTime Instance = new();

    private SameTime()
    {
    }

    public DateTime ToMarket(DateTime engineUtc) => engineUtc;

    public DateTime ToEngine(DateTime marketUtc) => marketUtc;
}
