using System.Diagnostics;
using System.Text.Json;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Load;

/// <summary>The host's clock, seen from here: it runs faster than the wall's, and evenly within a session.</summary>
/// <param name="HostUtc">What the host's clock showed.</param>
/// <param name="At">Timestamp of this machine at that time.</param>
internal sealed record HostTime(DateTime HostUtc, long At)
{
    private const int Looks = 40;

    private static readonly int Speed = new SimulationOptions().Speed;

    /// <summary>Asks a few times and keeps the answer that was given fastest: it is off by half of its round trip at most.</summary>
    public static async Task<HostTime> Read(HttpClient http, CancellationToken cancellationToken)
    {
        var (best, fastest) = (new HostTime(default, 0), TimeSpan.MaxValue);
        for (var i = 0; i < Looks; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = JsonDocument.Parse(await http.GetByteArrayAsync("/api/health/ready", cancellationToken));
            var took = Stopwatch.GetElapsedTime(began);
            if (took < fastest)
            {
                (best, fastest) = (new HostTime(answer.RootElement.GetProperty("nowUtc").GetDateTime(), began + (long)(took.TotalSeconds / 2 * Stopwatch.Frequency)), took);
            }
        }

        return best;
    }

    /// <summary>Milliseconds of the wall that have gone since an event.</summary>
    /// <param name="eventUtc">By the host's clock.</param>
    public double Since(DateTime eventUtc) => (Stopwatch.GetElapsedTime(At) - ((eventUtc - HostUtc) / Speed)).TotalMilliseconds;
}
