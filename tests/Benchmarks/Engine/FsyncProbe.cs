using System.Diagnostics;

namespace TradingFunctions.Benchmarks.Engine;

/// <summary>What one durable write costs here: the figure beside which every durable benchmark has to be read.</summary>
public static class FsyncProbe
{
    public static double MedianMilliseconds(string directory)
    {
        var path = Path.Combine(directory, $"fsync-{Guid.NewGuid():N}.bin");
        var page = new byte[4096];
        var samples = new double[200];
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var i = 0; i < samples.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                samples[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }
        finally
        {
            File.Delete(path);
        }

        Array.Sort(samples);
        return samples[samples.Length / 2];
    }
}
