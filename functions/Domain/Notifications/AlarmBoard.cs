namespace TradingFunctions.Domain.Notifications;

/// <summary>Conditions that last are told when they begin, again while they go on, and once more when they are over.</summary>
/// <param name="remindAfter">How often a condition that goes on is told again.</param>
public sealed class AlarmBoard(TimeSpan remindAfter)
{
    private readonly SortedDictionary<string, (Notification Notification, DateTime ToldUtc)> active = new(StringComparer.Ordinal);

    /// <summary>What is to be told, given everything that is wrong now.</summary>
    public IReadOnlyList<Notification> Update(IReadOnlyCollection<Notification> wrong, DateTime nowUtc)
    {
        var news = new List<Notification>();
        foreach (var notification in wrong)
        {
            if (!active.TryGetValue(notification.Key, out var known) || nowUtc - known.ToldUtc >= remindAfter)
            {
                active[notification.Key] = (notification, nowUtc);
                news.Add(notification);
            }
        }

        var keys = wrong.Select(notification => notification.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, (notification, _)) in active.Where(pair => !keys.Contains(pair.Key)).ToArray())
        {
            active.Remove(key);
            news.Add(new Notification(Severity.Info, key + ":over", $"Over: {notification.Title}", "It is within its threshold again."));
        }

        return news;
    }
}
