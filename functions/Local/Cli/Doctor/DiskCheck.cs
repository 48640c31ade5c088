using System.Diagnostics;

namespace TradingFunctions.Local.Cli.Doctor;

internal static class DiskCheck
{
    private const long LeastBytes = 100L << 20;
    private const long ComfortableBytes = 1L << 30;
    private const int Writes = 20;

    /// <summary>A commit takes about one flush; slower than this and the synchronous path feels it.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    public static Check FreeSpace(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var detail = $"{free >> 20:N0} MB free.";
        return free switch
        {
            < LeastBytes => new Check("space", CheckStatus.Fail, detail, "Free some space, or choose another disk with --data."),
            < ComfortableBytes => new Check("space", CheckStatus.Warn, detail, "Enough to start; a month of trading takes about a gigabyte."),
            _ => Check.Ok("space", detail),
        };
    }

    /// <summary>Median time of a small write that waits for the disk.</summary>
    public static Check Fsync(string folder)
    {
        var file = Path.Combine(folder, "fsync.probe");
        var times = new TimeSpan[Writes];
        try
        {
            using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            for (var i = 0; i < Writes; i++)
            {
                var start = Stopwatch.GetTimestamp();
                stream.Write(new byte[4096]);
                stream.Flush(flushToDisk: true);
                times[i] = Stopwatch.GetElapsedTime(start);
            }
        }
        catch (IOException e)
        {
            return new Check("fsync", CheckStatus.Fail, $"The disk cannot be written: {e.Message}", "Choose another disk with --data.");
        }

        Array.Sort(times);
        var median = times[Writes / 2];
        var detail = $"{median.TotalMilliseconds:0.00} ms for a write that waits for the disk.";
        return median < Slow ? Check.Ok("fsync", detail) : new Check("fsync", CheckStatus.Warn, detail, "Every order waits for the disk: a local SSD is better.");
    }
}
