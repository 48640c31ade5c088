using TradingFunctions.Domain.Risk;

namespace TradingFunctions.Domain.Notifications;

/// <summary>Keys that somebody outside looks for: alert rules find a notification in the log by them.</summary>
public static class NotificationKeys
{
    /// <summary>Begins the keys of orders that a broker refused, never had, or said nothing of.</summary>
    public const string Execution = "execution:";

    public const string Latency = "latency";

    public const string StaleData = "stale-data";

    /// <summary>Begins the keys of strategies whose orders fill seldom.</summary>
    public const string FillRate = "fill-rate:";

    /// <summary>A change of the trading state.</summary>
    public static string State(TradingState to) => $"state:{to}";
}
