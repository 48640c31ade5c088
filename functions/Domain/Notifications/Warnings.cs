using System.Globalization;

namespace TradingFunctions.Domain.Notifications;

/// <summary>Which conditions of the pipeline are worth a word.</summary>
public static class Warnings
{
    /// <summary>Limits that positions are sized up to: prices then carry them a little over it, which is no breach yet.</summary>
    private static readonly HashSet<string> Drifting = new(StringComparer.Ordinal) { "maxGrossExposure", "maxSymbolShare" };

    /// <summary>Share of such a limit from which on it is one.</summary>
    private const decimal Drift = 1.05m;

    /// <returns>Everything that is wrong now, one notification per matter; empty when nothing is.</returns>
    public static IReadOnlyList<Notification> Of(Measured measured, WarningThresholds thresholds)
    {
        var found = new List<Notification>();
        if (thresholds.Latency is { } slow && measured.Latency > slow && measured.Signals >= thresholds.LeastSignals)
        {
            found.Add(Warn(NotificationKeys.Latency, "Orders are slow", Text($"One signal in a hundred took longer than {measured.Latency.Value.TotalMilliseconds:F0} ms; the threshold is {slow.TotalMilliseconds:F0} ms.")));
        }

        if (thresholds.DataAge is { } stale && measured.DataAge > stale)
        {
            found.Add(Warn(NotificationKeys.StaleData, "Market data is stale", Text($"The oldest price in use is {measured.DataAge.Value.TotalSeconds:F0} s old; the threshold is {stale.TotalSeconds:F0} s. Entries are refused while prices are too old.")));
        }

        foreach (var strategy in measured.Strategies)
        {
            found.AddRange(Of(strategy, thresholds));
        }

        foreach (var limit in measured.Limits.Where(limit => limit.Used > (Drifting.Contains(limit.Name) ? Drift : 1m)))
        {
            found.Add(new Notification(Severity.Critical, $"limit:{limit.Name}", $"Limit {limit.Name} is breached", Text($"It stands at {limit.Value}, the limit is {limit.Limit}. No entry that makes it worse passes.")));
        }

        return found;
    }

    private static IEnumerable<Notification> Of(MeasuredStrategy strategy, WarningThresholds thresholds)
    {
        var name = strategy.Strategy;
        if (thresholds.FillRate is { } fills && strategy.Ended >= thresholds.LeastOrders && Share(strategy.Filled, strategy.Ended) < fills)
        {
            yield return Warn($"{NotificationKeys.FillRate}{name}", $"Few orders of {name} fill", Text($"{strategy.Filled} of {strategy.Ended} ended orders filled; the threshold is {fills:P0}."));
        }

        var exits = strategy.Wins + strategy.Losses;
        if (thresholds.WinRate is { } wins && exits >= thresholds.LeastOrders && Share(strategy.Wins, exits) < wins)
        {
            yield return Warn($"win-rate:{name}", $"{name} under-performs", Text($"{strategy.Wins} of {exits} exits won; the threshold is {wins:P0}."));
        }

        if (thresholds.StrategyLoss is { } loss && strategy.Return < -loss)
        {
            yield return Warn($"strategy-loss:{name}", $"{name} loses money", Text($"It has lost {-strategy.Return.Value:P2} of the starting equity; the threshold is {loss:P2}."));
        }
    }

    private static Notification Warn(string key, string title, string text) => new(Severity.Warning, key, title, text);

    private static double Share(long part, long whole) => (double)part / whole;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
