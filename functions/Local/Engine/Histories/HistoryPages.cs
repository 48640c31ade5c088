using System.Globalization;
using System.Text;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Histories;

/// <summary>Turns as the flat list of steps that a client sees.</summary>
internal static class HistoryPages
{
    /// <param name="after">Number of entries already seen, as the page before said.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not what a page said.</exception>
    public static Page<HistoryEntry> Page(IReadOnlyList<TurnRecord> turns, string? after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var start = 0;
        if (after is not null && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out start))
            throw new ArgumentException($"\"{after}\" is not a place in a history.", nameof(after));
        HistoryEntry[] found = [.. turns.SelectMany(Entries).Skip(start).Take(limit + 1)];
        return found.Length <= limit ? new(found, Next: null) : new(found[..limit], (start + limit).ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<HistoryEntry> Entries(TurnRecord turn)
    {
        foreach (var item in turn.Events)
            yield return Entry(turn, item.Kind.ToString(), item.TaskId, item.Name, item.Data, item.Failure);
        foreach (var action in turn.Actions)
            yield return Entry(turn, action.Kind.ToString(), action.TaskId, action.Name ?? action.Target, action.Data, action.Failure);
    }

    private static HistoryEntry Entry(TurnRecord turn, string kind, int taskId, string? name, ReadOnlyMemory<byte> data, TaskFailure? failure) =>
        new(turn.Generation, turn.Turn, turn.AtUtc, kind, taskId, name, failure is not null ? FailureText.Write(failure) : Encoding.UTF8.GetString(data.Span));
}
