namespace TradingFunctions.TestKit.Trading;

/// <summary>A clock that stands still until it is moved. Its timers are the machine's.</summary>
public sealed class ManualClock(DateTime startUtc) : TimeProvider
{
    private long ticks = startUtc.Ticks;

    public DateTime NowUtc => new(Interlocked.Read(ref ticks), DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => new(NowUtc);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
