using System.Collections.Concurrent;
using System.Globalization;
using TradingFunctions.Domain;
using TradingFunctions.Pipeline.Trading;

namespace TradingFunctions.Api.Signals;

/// <summary>
/// Gives a signal the time at which it was raised where its sender cannot know it: when it has no timestamp, and on a simulated market,
/// whose clock nobody outside follows, when it carries the time of the wall. A repeat of the signal gets the time of the first.
/// </summary>
/// <param name="trades">Knows the signals that came before.</param>
/// <param name="clock">The pipeline's clock.</param>
/// <param name="wall">The sender's clock, where it is another one than the pipeline's; else null.</param>
public sealed class SignalTimes(ITradeService trades, TimeProvider clock, TimeProvider? wall = null)
{
    /// <summary>Keeps the time that the sender wrote, so that another time under the same id is another body.</summary>
    public const string SentKey = "sentTimestamp";

    /// <summary>How far from the wall's time a timestamp still means now.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int Generation = 10_000;

    /// <summary>Parallel repeats must get one time before the first of them is stored.</summary>
    private ConcurrentDictionary<SignalId, DateTime> recent = new();
    private ConcurrentDictionary<SignalId, DateTime> older = new();

    /// <summary>Signals of the running generation. Counted here: the dictionary would take all its locks for it.</summary>
    private int count;

    /// <summary>Whether this timestamp stands for the moment of arrival.</summary>
    public bool MeansNow(string? timestamp) =>
        string.IsNullOrEmpty(timestamp)
        || (wall is not null
            && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent)
            && (sent - wall.GetUtcNow()).Duration() <= Tolerance);

    /// <summary>The time at which the signal of this id was raised first, which is now for a new one.</summary>
    public async ValueTask<DateTime> RaisedAt(SignalId id, CancellationToken cancellationToken)
    {
        if (recent.TryGetValue(id, out var time) || older.TryGetValue(id, out time))
        {
            return time;
        }

        if (await trades.FindSignal(id, cancellationToken) is { } known)
        {
            return known.Signal.TimestampUtc;
        }

        var current = recent;
        if (Interlocked.Increment(ref count) > Generation && Interlocked.CompareExchange(ref recent, new(), current) == current)
        {
            older = current;
            Interlocked.Exchange(ref count, 1);
        }

        return recent.GetOrAdd(id, clock.GetUtcNow().UtcDateTime);
    }
}
