namespace TradingFunctions.Api.Metrics;

/// <summary>How much a count has grown over the last minute.</summary>
/// <param name="wall">The wall's clock.</param>
public sealed class Throughput(TimeProvider wall)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<(long At, double Total)> samples = new([(wall.GetTimestamp(), 0)]);

    /// <summary>Notes the count as it is.</summary>
    public void Sample(double total)
    {
        var now = wall.GetTimestamp();
        lock (gate)
        {
            samples.Enqueue((now, total));
            while (samples.Count > 2 && wall.GetElapsedTime(samples.ElementAt(1).At, now) >= Window)
            {
                samples.Dequeue();
            }
        }
    }

    /// <summary>Growth a second since the oldest sample of the window, or since the start.</summary>
    public double PerSecond(double total)
    {
        lock (gate)
        {
            var (at, before) = samples.Peek();
            var seconds = wall.GetElapsedTime(at).TotalSeconds;
            return seconds > 0 ? Math.Round(Math.Max(0, total - before) / seconds, 3) : 0;
        }
    }
}
