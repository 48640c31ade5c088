namespace TradingFunctions.Infra.Simulation.Clocks;

/// <summary>
/// A clock that runs faster than the wall's and can jump forward, over closed hours. Its timers fire by its own time. Time stamps stay the
/// machine's own, so that measured durations are real.
/// </summary>
public sealed class AcceleratedClock : TimeProvider, IDisposable
{
    private readonly TimeProvider wall;
    private readonly Lock gate = new();
    private readonly PriorityQueue<ScaledTimer, (DateTime Due, long Order)> timers = new();
    private readonly ITimer alarm;
    private long order;

    /// <summary>Read by everybody at any time, so without the gate.</summary>
    private volatile Anchor anchor;

    /// <param name="startUtc">First moment: where an earlier run stopped, or the start of a made-up day.</param>
    /// <param name="speed">Seconds of this clock in a second of the wall's, 1 to 100,000.</param>
    /// <param name="wall">The clock behind it; the machine's by default.</param>
    public AcceleratedClock(DateTime startUtc, double speed, TimeProvider? wall = null)
    {
        if (startUtc.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("The time must be UTC.", nameof(startUtc));
        }

        Speed = speed is >= 1 and <= 100_000 ? speed : throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed must be 1 to 100,000.");
        this.wall = wall ?? System;
        anchor = new Anchor(startUtc, this.wall.GetTimestamp());
        alarm = this.wall.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public double Speed { get; }

    public override long TimestampFrequency => wall.TimestampFrequency;

    public DateTime NowUtc
    {
        get
        {
            var (utc, at) = anchor;
            return utc + (wall.GetElapsedTime(at) * Speed);
        }
    }

    public override DateTimeOffset GetUtcNow() => new(NowUtc);

    public override long GetTimestamp() => wall.GetTimestamp();

    /// <summary>Moves the clock forward; what has become due fires. A moment that has passed changes nothing.</summary>
    public void JumpTo(DateTime utc)
    {
        lock (gate)
        {
            if (utc <= NowUtc)
            {
                return;
            }

            anchor = new Anchor(utc, wall.GetTimestamp());
        }

        Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ScaledTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose() => alarm.Dispose();

    private long Arm(ScaledTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Enqueue(timer, (NowUtc + dueTime, ++order));
            SetAlarm();
            return order;
        }
    }

    /// <summary>To the first timer that still counts.</summary>
    private void SetAlarm()
    {
        while (timers.TryPeek(out var timer, out var key) && timer.ArmedAs != key.Order)
        {
            timers.Dequeue();
        }

        if (timers.TryPeek(out _, out var next))
        {
            var wait = (next.Due - NowUtc) / Speed;
            alarm.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fire()
    {
        while (true)
        {
            ScaledTimer timer;
            lock (gate)
            {
                if (!timers.TryPeek(out _, out var key) || key.Due > NowUtc)
                {
                    SetAlarm();
                    return;
                }

                timer = timers.Dequeue();
                if (timer.ArmedAs != key.Order)
                {
                    continue;
                }
            }

            timer.Fire();
        }
    }

    /// <summary>What this clock said when the wall's stood where.</summary>
    private sealed record Anchor(DateTime Utc, long At);

    private sealed class ScaledTimer(AcceleratedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        /// <summary>The queue entry that counts; earlier ones are stale, and so are all once it is disarmed.</summary>
        public long ArmedAs { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                ArmedAs = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.order + 1;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock.Arm(this, dueTime);
                }
            }

            return true;
        }

        public void Fire()
        {
            lock (clock.gate)
            {
                ArmedAs = long.MaxValue;
                if (period > TimeSpan.Zero)
                {
                    ArmedAs = clock.order + 1;
                    clock.Arm(this, period);
                }
            }

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
