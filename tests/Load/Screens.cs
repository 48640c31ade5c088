using System.Collections.Concurrent;
using System.Globalization;
using TradingFunctions.TestKit.Live;

namespace TradingFunctions.Load;

/// <summary>What many screens saw.</summary>
/// <param name="Frames">Frames of all screens.</param>
/// <param name="Gaps">Deltas that did not lead on from what the screen had; must be 0 on one connection.</param>
/// <param name="Snapshots">Whole views that a screen was given after its first one.</param>
/// <param name="Lost">Connections that failed.</param>
/// <param name="P50">Milliseconds from a signal's birth to its order on a screen.</param>
/// <param name="P99">The same.</param>
internal sealed record ScreensReport(int Screens, long Frames, long Gaps, long Snapshots, int Lost, double P50, double P99)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Screens};{Frames};{Gaps};{Snapshots};{Lost};{P50:F0};{P99:F0}");

    public static ScreensReport Parse(string line) => line.Split(';') is [var screens, var frames, var gaps, var snapshots, var lost, var p50, var p99]
        ? new(Int(screens), Int(frames), Int(gaps), Int(snapshots), Int(lost), Int(p50), Int(p99))
        : throw new FormatException(line);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Screens that follow the live view and check that they miss nothing.</summary>
internal static class Screens
{
    /// <summary>A signal's id carries the time of its birth.</summary>
    public const string IdPrefix = "load-";

    /// <summary>Of signals that nobody measures.</summary>
    public const string WarmUpPrefix = "warm-";

    private const string OriginOfLoad = $"\"origin\":\"{IdPrefix}";

    /// <summary>Kind, numbers and time stand first in a frame.</summary>
    private const int HeadLength = 200;

    public static async Task<ScreensReport> Watch(Uri host, string key, int count, TimeSpan time)
    {
        using var stop = new CancellationTokenSource(time);
        var latencies = new ConcurrentBag<double>();
        long frames = 0, gaps = 0, snapshots = 0;
        var lost = 0;
        await Task.WhenAll(Enumerable.Range(0, count).Select(Follow));
        return new ScreensReport(count, frames, gaps, snapshots, lost, Percentiles.Of(latencies, 0.5), Percentiles.Of(latencies, 0.99));

        async Task Follow(int number)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(number * 2), stop.Token);
                await using var connection = await LiveConnection.Open(host, [new("x-functions-key", key)], stop.Token);
                var seen = new HashSet<string>(StringComparer.Ordinal);
                long sequence = -1;
                while (true)
                {
                    var message = await connection.NextMessage(stop.Token);
                    if (Number(message, "\"sequence\":") is not { } next)
                    {
                        continue;
                    }

                    Interlocked.Increment(ref frames);
                    if (Number(message, "\"from\":") is { } from)
                    {
                        Interlocked.Add(ref gaps, from == sequence ? 0 : 1);
                    }
                    else if (sequence >= 0)
                    {
                        Interlocked.Increment(ref snapshots);
                    }

                    Note(message, seen, first: sequence < 0);
                    sequence = next;
                }
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
            catch (Exception e) when (e is IOException or System.Net.WebSockets.WebSocketException or HttpRequestException)
            {
                Interlocked.Increment(ref lost);
            }
        }

        void Note(string message, HashSet<string> seen, bool first)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            for (var at = message.IndexOf(OriginOfLoad, StringComparison.Ordinal); at >= 0; at = message.IndexOf(OriginOfLoad, at + 1, StringComparison.Ordinal))
            {
                var id = message[(at + OriginOfLoad.Length)..message.IndexOf('"', at + OriginOfLoad.Length)];
                if (seen.Add(id) && !first)
                {
                    latencies.Add(now - long.Parse(id.Split('-')[0], CultureInfo.InvariantCulture));
                }
            }
        }
    }

    /// <summary>The number behind the first place of a name near the start of a message; null for messages that are no frames.</summary>
    private static long? Number(string message, string name)
    {
        var at = message.AsSpan(0, Math.Min(message.Length, HeadLength)).IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var digits = message.AsSpan(at + name.Length);
        return long.Parse(digits[..digits.IndexOfAnyExceptInRange('0', '9')], CultureInfo.InvariantCulture);
    }
}
