using System.Globalization;

namespace TradingFunctions.Load;

/// <summary>The same signals with and without a thousand screens, in alternating pairs, each on a fresh host.</summary>
internal static class Measurement
{
    private const int Port = 7399;

    /// <summary>Screens come up and settle before the first signal.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Limits: update at the screen p99 under a second; signals at most 3 times as slow, and under 75 ms.</summary>
    public static async Task<int> Run(int screens, int signalsPerSecond, TimeSpan time, int pairs)
    {
        var ratios = new List<double>();
        var loaded = new List<double>();
        var isGood = true;
        for (var pair = 1; pair <= pairs; pair++)
        {
            var (alone, _) = await Once(0, signalsPerSecond, time);
            var (with, seen) = await Once(screens, signalsPerSecond, time);
            Write($"pair {pair}: signals p99 {alone.P99:F1} ms alone, {with.P99:F1} ms with {screens} screens; failed {alone.Failed} and {with.Failed} of {with.Sent}");
            Write($"        screens: {seen!.Frames} frames, {seen.Gaps} gaps, {seen.Snapshots} later snapshots, {seen.Lost} lost; order on the screen p50 {seen.P50:F0} ms, p99 {seen.P99:F0} ms");
            ratios.Add(with.P99 / alone.P99);
            loaded.Add(with.P99);
            isGood &= seen is { Gaps: 0, Lost: 0, P99: > 0 and < 1000 } && alone.Failed + with.Failed == 0;
        }

        var (ratio, p99) = (Percentiles.Of(ratios, 0.5), Percentiles.Of(loaded, 0.5));
        isGood &= ratio <= 3 && p99 < 75;
        Write($"median: signals p99 {p99:F1} ms with screens, {ratio:F2} times the run without; {(isGood ? "passed" : "FAILED")}");
        return isGood ? 0 : 1;
    }

    private static async Task<((double P99, int Sent, int Failed) Signals, ScreensReport? Screens)> Once(int screens, int signalsPerSecond, TimeSpan time)
    {
        await using var host = await Host.Start(Port);
        var stream = new SignalStream(host.Http, signalsPerSecond);
        if (screens == 0)
        {
            await Task.Delay(Settling);
            return (await stream.Run(time), null);
        }

        var seconds = (int)(time + Settling).TotalSeconds + 3;
        using var watching = Host.Start(typeof(Measurement).Assembly.Location, "screens", host.Address.ToString(), host.Key, Text(screens), Text(seconds));
        await Task.Delay(Settling);
        var signals = await stream.Run(time);
        var line = (await watching.StandardOutput.ReadToEndAsync()).Trim();
        return (signals, ScreensReport.Parse(line));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
