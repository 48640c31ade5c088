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

    private const int GenerationSize = 10_000;

    private readonly Lock turning = new();

    /// <summary>Parallel repeats must get one time before the first of them is stored.</summary>
    private volatile Generation recent = new();
    private volatile Generation older = new();

    /// <summary>Whether this timestamp stands for the moment of arrival.</summary>
    public bool MeansNow(string? timestamp) =>
        string.IsNullOrEmpty(timestamp)
        || (wall is not null
            && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent)
            && (sent - wall.GetUtcNow()).Duration() <= Tolerance);

    /// <summary>The time at which the signal of this id was raised first, which is now for a new one.</summary>
    public async ValueTask<DateTime> RaisedAt(SignalId id, CancellationToken cancellationToken)
    {
        if (recent.Times.TryGetValue(id, out var time) || older.Times.TryGetValue(id, out time))
        {
            return time;
        }

        if (await trades.FindSignal(id, cancellationToken) is { } known)
        {
            return known.Signal.TimestampUtc;
        }

        var current = recent;
        if (current.IsFull())
        {
            TurnFrom(current);
        }

        return recent.Times.GetOrAdd(id, clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Begins the next generation, unless somebody has: the full one is the older one before it ceases to be the recent one, so that nobody misses it.</summary>
    private void TurnFrom(Generation full)
    {
        lock (turning)
        {
            if (recent == full)
            {
                older = full;
                recent = new Generation();
            }
        }
    }

    private sealed class Generation
    {
        private int asked;

        public ConcurrentDictionary<SignalId, DateTime> Times { get; } = new();

        /// <summary>Counts one more, by itself: the dictionary would take all its locks to count.</summary>
        public bool IsFull() => Interlocked.Increment(ref asked) > GenerationSize;
    }
}
