using System.Collections.Concurrent;
using System.Diagnostics;

namespace TradingFunctions.Benchmarks.Signals;

/// <summary>Latencies in milliseconds, sorted.</summary>
internal sealed record LoadResult(double[] Milliseconds, double Seconds)
{
    public double PerSecond => Milliseconds.Length / Seconds;

    public double Percentile(double share) => Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(Milliseconds.Length * share))];
}

internal static class LoadGenerator
{
    /// <summary>
    /// Sends at fixed times whatever the answers do and counts latency from the time a request was due, not from when it was sent: a
    /// server that stalls is charged for all that waited meanwhile.
    /// </summary>
    public static async Task<LoadResult> Open(int perSecond, double seconds, Func<int, Task> request)
    {
        var count = (int)(perSecond * seconds);
        var latencies = new double[count];
        var running = new Task[count];
        var began = Stopwatch.GetTimestamp();
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var due = began + (long)(i * (double)Stopwatch.Frequency / perSecond);
                    WaitUntil(due);
                    var index = i;
                    running[i] = Task.Run(async () =>
                    {
                        await request(index);
                        latencies[index] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
                    });
                }
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAll(running);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Array.Sort(latencies);
        return new LoadResult(latencies, elapsed);
    }

    /// <summary>Sleeps, for the server shares the cores: spinning would take one of them away. What oversleeping delays is charged to the latency.</summary>
    private static void WaitUntil(long due)
    {
        while (Stopwatch.GetTimestamp() < due)
            Thread.Sleep(1);
    }

    /// <summary>So many clients that each send the next request when the last one was answered: the most that the server does.</summary>
    public static async Task<LoadResult> Closed(int clients, double seconds, Func<int, Task> request)
    {
        var latencies = new ConcurrentBag<double>();
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                var sent = Stopwatch.GetTimestamp();
                await request(Interlocked.Increment(ref next));
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        })));
        return new LoadResult([.. latencies.Order()], Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
