namespace TradingFunctions.TestKit.Clocks;

/// <summary>A clock that a test moves by hand. Time stamps follow it; timers fire while it is moved.</summary>
public sealed class ManualClock(DateTime startUtc) : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private DateTime nowUtc = startUtc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(nowUtc, TimeSpan.Zero);

    public override long GetTimestamp() => nowUtc.Ticks;

    public void Advance(TimeSpan by)
    {
        var target = nowUtc + by;
        while (timers.Where(t => t.Due <= target).MinBy(t => t.Due) is { } next)
        {
            nowUtc = next.Due > nowUtc ? next.Due : nowUtc;
            next.Fire();
        }

        nowUtc = target;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTime Due { get; private set; } = DateTime.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? DateTime.MaxValue : clock.nowUtc + dueTime;
            return true;
        }

        public void Fire()
        {
            Due = period > TimeSpan.Zero ? Due + period : DateTime.MaxValue;
            callback(state);
        }

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
