using TradingFunctions.Benchmarks.Reporting;
using TradingFunctions.Local.Engine;

namespace TradingFunctions.Benchmarks.Engine;

/// <summary>The engine's figures as rows.</summary>
internal static class EngineRows
{
    private const int Activities = 5;

    public static async Task Run(string directory, Report report)
    {
        foreach (var instances in (int[])[2_000, 20_000])
        {
            var result = await EngineBenchmark.Run(directory, instances, Activities, Durability.Full);
            report.Add(Row.Of(
                "engine", $"{instances} x {Activities}, synchronous=FULL", "activities/s", result.Rates,
                FormattableString.Invariant($"[{result.MicrosecondsPerTurn:F1} us cpu/turn, fsync {result.FsyncMilliseconds:F3} ms, peak {result.PeakWorkingSetBytes >> 20} MB]")));
        }
    }
}
