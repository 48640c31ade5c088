using System.Collections.Immutable;

namespace TradingFunctions.Pipeline.Live;

/// <summary>The live view and its last changes. One writer; any number of readers, who come when they can and never hold the writer up.</summary>
/// <remarks>
/// Numbers begin at the milliseconds of the wall clock, so that a number of an earlier process is never taken for one of this. A reader who comes
/// late is given all it missed in one frame, and one who comes too late the whole view.
/// </remarks>
public sealed class LiveFeed
{
    /// <summary>Steps that a reader may be behind before it is given the whole view.</summary>
    public const int KeptSteps = 20;

    private volatile State state;

    /// <param name="wall">The wall's clock.</param>
    public LiveFeed(TimeProvider wall)
    {
        var now = wall.GetUtcNow();
        state = new State(LiveView.Empty(now.ToUnixTimeMilliseconds(), now.UtcDateTime), []);
    }

    public LiveView View => state.View;

    /// <summary>Puts the next view in force. An empty list of changes is a sign of life.</summary>
    /// <param name="atUtc">The host's clock.</param>
    /// <param name="changes">Each key once.</param>
    public void Publish(DateTime atUtc, IReadOnlyCollection<LiveChange> changes)
    {
        var before = state;
        var sorted = changes.OrderBy(change => change.Key).ToImmutableArray();
        var view = before.View.Next(atUtc, sorted);
        var kept = before.Steps.Length < KeptSteps ? before.Steps : before.Steps.RemoveAt(0);
        state = new State(view, kept.Add(sorted));
        before.Superseded.TrySetResult();
    }

    /// <summary>The whole view; written once, however many ask.</summary>
    public LiveFrame Snapshot() => state.Snapshot.Value;

    /// <summary>What leads a reader from a number to the newest view; null where it has that one already.</summary>
    public LiveFrame? Since(long sequence)
    {
        var now = state;
        var behind = now.View.Sequence - sequence;
        return behind switch
        {
            0 => null,
            >= 1 when behind <= now.Steps.Length => now.Delta((int)behind),
            _ => now.Snapshot.Value,
        };
    }

    /// <summary>Completes once there is a view newer than this number.</summary>
    public Task NewerThan(long sequence, CancellationToken cancellationToken)
    {
        var now = state;
        return now.View.Sequence == sequence ? now.Superseded.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    private sealed class State
    {
        /// <summary>By how many steps a reader is behind: readers who are late are so together, and share their frame.</summary>
        private readonly Lazy<LiveFrame>[] deltas;

        public State(LiveView view, ImmutableArray<ImmutableArray<LiveChange>> steps)
        {
            (View, Steps) = (view, steps);
            Snapshot = new Lazy<LiveFrame>(() => LiveFrame.Snapshot(view));
            deltas = [.. Enumerable.Range(1, steps.Length).Select(behind => new Lazy<LiveFrame>(() => LiveFrame.Delta(view.Sequence - behind, view, Merge(steps.AsSpan()[^behind..]))))];
        }

        public LiveView View { get; }

        /// <summary>Changes of the last views, oldest first.</summary>
        public ImmutableArray<ImmutableArray<LiveChange>> Steps { get; }

        public Lazy<LiveFrame> Snapshot { get; }

        public TaskCompletionSource Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LiveFrame Delta(int behind) => deltas[behind - 1].Value;

        private static IEnumerable<LiveChange> Merge(ReadOnlySpan<ImmutableArray<LiveChange>> steps)
        {
            var last = new SortedDictionary<LiveKey, LiveChange>();
            foreach (var step in steps)
            {
                foreach (var change in step)
                {
                    last[change.Key] = change;
                }
            }

            return last.Values;
        }
    }
}
