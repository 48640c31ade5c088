namespace TradingFunctions.Pipeline.Trading;

/// <summary>Measures the steps of one execution.</summary>
internal sealed class StepTimer(TimeProvider clock)
{
    private readonly List<TradeStep> steps = new(6);
    private readonly long began = clock.GetTimestamp();
    private long since = clock.GetTimestamp();

    /// <summary>Milliseconds since the start.</summary>
    public double Total => clock.GetElapsedTime(began).TotalMilliseconds;

    public void Done(string step)
    {
        var now = clock.GetTimestamp();
        steps.Add(new TradeStep(step, Math.Round(clock.GetElapsedTime(since, now).TotalMilliseconds, 3)));
        since = now;
    }

    public TradeStep[] ToArray() => [.. steps];
}
