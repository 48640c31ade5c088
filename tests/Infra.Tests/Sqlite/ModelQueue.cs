namespace TradingFunctions.Infra.Tests.Sqlite;

/// <summary>The queue as a list: slow, and simple enough to be right.</summary>
internal sealed class ModelQueue(int maxAttempts)
{
    private readonly List<Entry> entries = [];

    public bool Enqueue(string id, int priority, DateTime now)
    {
        if (entries.Exists(e => e.Id == id))
            return false;
        entries.Add(new Entry { Id = id, Priority = priority, VisibleUtc = now });
        return true;
    }

    /// <returns>Id and attempt of each.</returns>
    public List<(string Id, int Attempts)> Receive(int limit, TimeSpan visibility, DateTime now)
    {
        var received = new List<(string, int)>();
        foreach (var entry in entries.Where(e => e.IsVisible(now)).OrderBy(e => e.Priority).ToList())
        {
            if (received.Count == limit)
                break;
            if (entry.Attempts == maxAttempts)
            {
                entry.Reason = "unanswered";
                continue;
            }

            entry.Attempts++;
            entry.VisibleUtc = now + visibility;
            entry.Holder = new object();
            received.Add((entry.Id, entry.Attempts));
        }

        return received;
    }

    public object HolderOf(string id) => entries.Single(e => e.Id == id).Holder!;

    public bool Complete(object holder, DateTime now) => Held(holder, now) is { } entry && entries.Remove(entry);

    public bool Abandon(object holder, TimeSpan delay, DateTime now)
    {
        if (Held(holder, now) is not { } entry)
            return false;
        if (entry.Attempts == maxAttempts)
            entry.Reason = "abandoned";
        else
            entry.VisibleUtc = now + delay;
        return true;
    }

    public bool Resend(string id, DateTime now)
    {
        if (entries.Find(e => e.Id == id && e.Reason is not null) is not { } entry)
            return false;
        (entry.Reason, entry.Attempts, entry.VisibleUtc, entry.Holder) = (null, 0, now, null);
        return true;
    }

    public IEnumerable<string> Poisoned() => entries.Where(e => e.Reason is not null).Select(e => e.Id);

    public DateTime? NextVisible() => entries.Where(e => e.Reason is null).Select(e => (DateTime?)e.VisibleUtc).Min();

    private Entry? Held(object holder, DateTime now) => entries.Find(e => ReferenceEquals(e.Holder, holder) && e.Reason is null && e.VisibleUtc > now);

    private sealed class Entry
    {
        public required string Id { get; init; }

        public required int Priority { get; init; }

        public required DateTime VisibleUtc { get; set; }

        public int Attempts { get; set; }

        public object? Holder { get; set; }

        public string? Reason { get; set; }

        public bool IsVisible(DateTime now) => Reason is null && VisibleUtc <= now;
    }
}
