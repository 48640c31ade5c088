namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>A clock that stands still until the driver moves it. Its timers fire when it is moved to or past their time, in order of time.</summary>
/// <param name="startUtc">First moment; replaced by the stored one when an engine with a stored clock is opened on it.</param>
public sealed class VirtualClock(DateTime startUtc) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Sequence)> timers = new();
    private long nowTicks = startUtc.Kind == DateTimeKind.Utc ? startUtc.Ticks : throw new ArgumentException("The time must be UTC.", nameof(startUtc));
    private long sequence;

    public DateTime NowUtc => new(Volatile.Read(ref nowTicks), DateTimeKind.Utc);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(NowUtc);

    public override long GetTimestamp() => Volatile.Read(ref nowTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer of this clock fires; null when none is armed.</summary>
    internal DateTime? NextTimer()
    {
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out var key))
            {
                if (timer.ArmedAs == key.Sequence)
                    return new DateTime(key.Due, DateTimeKind.Utc);
                timers.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Moves the clock without firing anything: an engine takes up where it stopped.</summary>
    internal void Restore(DateTime utc) => Volatile.Write(ref nowTicks, utc.Ticks);

    /// <summary>Moves the clock forward and fires what is due.</summary>
    internal void AdvanceTo(DateTime utc)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(utc, NowUtc);
        while (NextTimer() is { } due && due <= utc)
        {
            VirtualTimer timer;
            lock (gate)
                timer = timers.Dequeue();
            Volatile.Write(ref nowTicks, Math.Max(due.Ticks, nowTicks));
            timer.Fire();
        }

        Volatile.Write(ref nowTicks, utc.Ticks);
    }

    private long Arm(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Enqueue(timer, (nowTicks + Math.Max(0, dueTime.Ticks), ++sequence));
            return sequence;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        /// <summary>The queue entry that counts; older ones are stale.</summary>
        public long ArmedAs { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                ArmedAs = dueTime == Timeout.InfiniteTimeSpan ? 0 : clock.Arm(this, dueTime);
            }

            return true;
        }

        public void Fire()
        {
            lock (clock.gate)
                ArmedAs = period > TimeSpan.Zero ? clock.Arm(this, period) : 0;
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
