using System.Globalization;

namespace TradingFunctions.Load;

/// <summary>The same signals with and without screens, in alternating pairs, each on a fresh host.</summary>
internal sealed class Measurement(LoadOptions options)
{
    private const int Port = 7399;
    private const int MaxRatio = 3;
    private const double MaxSignal = 75;
    private const double MaxUpdate = 1000;

    /// <summary>Screens come up and settle before the first signal.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static Task<int> Run(LoadOptions options) => new Measurement(options).Run();

    private async Task<int> Run()
    {
        var ratios = new List<double>();
        var loaded = new List<double>();
        var isGood = true;
        for (var pair = 1; pair <= options.Pairs; pair++)
        {
            var (alone, _) = await Once(0);
            var (with, seen) = await Once(options.Screens);
            Write($"pair {pair}: signals p99 {alone.P99:F1} ms alone, {with.P99:F1} ms with {options.Screens} screens; failed {alone.Failed} and {with.Failed} of {with.Sent}");
            Write($"        screens: {seen!.Frames} frames, {seen.Gaps} gaps, {seen.Snapshots} later snapshots, {seen.Lost} lost; fill on the screen p50 {seen.P50:F0} ms, p99 {seen.P99:F0} ms");
            ratios.Add(with.P99 / alone.P99);
            loaded.Add(with.P99);
            isGood &= seen is { Gaps: 0, Lost: 0, P99: > 0 and < MaxUpdate } && alone.Failed + with.Failed == 0;
        }

        var (ratio, p99) = (Percentiles.Of(ratios, 0.5), Percentiles.Of(loaded, 0.5));
        isGood &= ratio <= MaxRatio && p99 < MaxSignal;
        Write($"median: signals p99 {p99:F1} ms with screens, {ratio:F2} times the run without; {(isGood ? "passed" : "FAILED")}");
        return isGood ? 0 : 1;
    }

    private async Task<(SignalTimes Signals, ScreensReport? Screens)> Once(int screens)
    {
        await using var host = await Host.Start(Port);
        var stream = new SignalStream(host.Http, options.Rate);
        if (screens == 0)
        {
            await Task.Delay(Settling);
            return (await Send(stream), null);
        }

        var seconds = (int)Settling.TotalSeconds + options.WarmUp + options.Seconds + 3;
        using var watching = Host.Start(typeof(Measurement).Assembly.Location, "screens", host.Address.ToString(), host.Key, Text(screens), Text(seconds));
        await Task.Delay(Settling);
        var signals = await Send(stream);
        var line = (await watching.StandardOutput.ReadToEndAsync()).Trim();
        return (signals, ScreensReport.Parse(line));
    }

    private async Task<SignalTimes> Send(SignalStream stream)
    {
        await stream.Run("warm", options.WarmUp);
        var times = await stream.Run("load", options.Seconds);
        for (var second = 0; options.Verbose && second < options.Seconds; second++)
        {
            var own = times.Milliseconds.Skip(second * options.Rate).Take(options.Rate).ToArray();
            Write($"        second {second + 1}: p50 {Percentiles.Of(own, 0.5):F1} ms, p99 {Percentiles.Of(own, 0.99):F1} ms");
        }

        return times;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Write(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
