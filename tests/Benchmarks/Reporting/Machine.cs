using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradingFunctions.Benchmarks.Reporting;

/// <summary>Where and on what figures were measured; without it they say nothing.</summary>
/// <param name="Load">Load average of the last minute before the first benchmark.</param>
/// <param name="FsyncMilliseconds">Median of 200 writes of 4 KB with fsync.</param>
internal sealed record Machine(string Cpu, int Cores, string Os, string Runtime, string Commit, string Load, DateTime AtUtc, double FsyncMilliseconds)
{
    public static Machine Here(double fsyncMilliseconds) => new(
        FirstOf("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        CommitOfSources(),
        FirstOf("/proc/loadavg", string.Empty)?.Split(' ')[0] ?? "unknown",
        DateTime.UtcNow,
        fsyncMilliseconds);

    private static string? FirstOf(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;

    private static string CommitOfSources()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory });
            var commit = git?.StandardOutput.ReadToEnd().Trim();
            return string.IsNullOrEmpty(commit) ? "unknown" : commit;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
