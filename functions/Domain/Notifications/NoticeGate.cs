namespace TradingFunctions.Domain.Notifications;

/// <summary>Decides what of the news is told now, what is counted together and what waits. It holds what waits and has no clock: the same news at the same times gives the same notices.</summary>
/// <remarks>For one caller at a time.</remarks>
public sealed class NoticeGate(NoticePolicy policy)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Matters remembered at most; the one that was silent longest is forgotten first.</summary>
    private const int MaxGroups = 500;

    private readonly Dictionary<string, Matter> groups = new(StringComparer.Ordinal);
    private readonly Queue<DateTime> told = new();
    private readonly Queue<DateTime> toldCritical = new();

    private sealed class Matter(Notification last, DateTime untilUtc)
    {
        public Notification Last { get; set; } = last;

        /// <summary>End of its group.</summary>
        public DateTime UntilUtc { get; set; } = untilUtc;

        /// <summary>Come since it was told.</summary>
        public int Waiting { get; set; }

        /// <summary>Whether a first telling still has to come.</summary>
        public bool IsUntold { get; set; }
    }

    /// <param name="nowUtc">Time on the wall.</param>
    /// <param name="local">Time of day where people are, for the quiet hours.</param>
    public NoticeVerdict Judge(Notification notification, DateTime nowUtc, TimeOnly local)
    {
        var isCritical = notification.Severity == Severity.Critical;
        if (groups.TryGetValue(notification.Key, out var known) && (nowUtc < known.UntilUtc || known.Waiting > 0))
        {
            // What has become critical is told whatever group it was in.
            if (!isCritical || known.Last.Severity == Severity.Critical)
            {
                known.Waiting++;
                known.Last = notification;
                return NoticeVerdict.Grouped;
            }
        }

        var matter = new Matter(notification, nowUtc + policy.Group);
        Remember(notification.Key, matter, nowUtc);
        if (!isCritical && policy.Quiet is { } quiet && quiet.Covers(local))
        {
            (matter.Waiting, matter.IsUntold) = (1, true);
            return NoticeVerdict.Held;
        }

        if (!TryCount(isCritical, nowUtc))
        {
            (matter.Waiting, matter.IsUntold) = (1, true);
            return NoticeVerdict.Limited;
        }

        return NoticeVerdict.Send;
    }

    /// <summary>What has waited and may be told now: groups that have ended, in the order of their keys.</summary>
    public IReadOnlyList<Notice> Release(DateTime nowUtc, TimeOnly local)
    {
        var released = new List<Notice>();
        var isQuiet = policy.Quiet is { } quiet && quiet.Covers(local);
        foreach (var (key, matter) in groups.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray())
        {
            if (matter.Waiting == 0)
            {
                if (nowUtc >= matter.UntilUtc)
                {
                    groups.Remove(key);
                }

                continue;
            }

            var isCritical = matter.Last.Severity == Severity.Critical;
            if ((!matter.IsUntold && nowUtc < matter.UntilUtc) || (isQuiet && !isCritical) || !TryCount(isCritical, nowUtc))
            {
                continue;
            }

            released.Add(new Notice(matter.Last, matter.Waiting));
            (matter.Waiting, matter.IsUntold, matter.UntilUtc) = (0, false, nowUtc + policy.Group);
        }

        return released;
    }

    private bool TryCount(bool isCritical, DateTime nowUtc)
    {
        var times = isCritical ? toldCritical : told;
        while (times.TryPeek(out var oldest) && nowUtc - oldest >= Hour)
        {
            times.Dequeue();
        }

        if (times.Count >= policy.PerHour)
        {
            return false;
        }

        times.Enqueue(nowUtc);
        return true;
    }

    private void Remember(string key, Matter matter, DateTime nowUtc)
    {
        if (groups.Count >= MaxGroups && !groups.ContainsKey(key))
        {
            groups.Remove(groups.MinBy(pair => (pair.Value.Waiting > 0 && nowUtc < pair.Value.UntilUtc, pair.Value.UntilUtc)).Key);
        }

        groups[key] = matter;
    }
}
