using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.VirtualTime;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Serialization;

namespace TradingFunctions.Benchmarks.Engine;

/// <summary>Medians of a benchmark of the embedded engine.</summary>
/// <param name="Seconds">Wall time from the first start to the last completion.</param>
/// <param name="ActivitiesPerSecond">Activities whose results were committed, per second.</param>
/// <param name="MicrosecondsPerTurn">Processor time of the whole process per turn.</param>
/// <param name="FsyncMilliseconds">Median of one 4 KB write with fsync in the same directory.</param>
/// <param name="Rates">Activities per second of each round.</param>
public sealed record EngineBenchmarkResult(
    string Name, int Instances, int ActivitiesEach, Durability Durability, double Seconds, double ActivitiesPerSecond, double MicrosecondsPerTurn,
    double FsyncMilliseconds, long PeakWorkingSetBytes, IReadOnlyList<double> Rates)
{
    public override string ToString() =>
        $"{Name}: {Instances} x {ActivitiesEach}, synchronous={Durability.ToString().ToUpperInvariant()}: {Seconds:F2} s, {ActivitiesPerSecond:N0} activities/s, "
        + $"{MicrosecondsPerTurn:F1} us cpu/turn, fsync {FsyncMilliseconds:F2} ms, peak {PeakWorkingSetBytes / 1_048_576} MB";
}

/// <summary>Orchestrations of sequential activities on the embedded engine, live and in virtual time.</summary>
public static class EngineBenchmark
{
    private static readonly ActivityDefinition<int, int> Increment = new(
        "increment", TimeSpan.FromSeconds(30), Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, _ => IncrementActivity.Instance);

    private static readonly OrchestrationDefinition<int, int> Sequence = new(
        "sequence", "1", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, RunSequence);

    private static readonly OrchestrationDefinition<int, int> TimedCheck = new(
        "timed-check", "1", Phase.Check, PipelineJson.Default.Int32, PipelineJson.Default.Int32, RunTimedCheck);

    private static readonly OrchestrationDefinition<int, int> Day = new(
        "day", "1", Phase.Prepare, PipelineJson.Default.Int32, PipelineJson.Default.Int32, RunDay);

    private static readonly Catalog Definitions = new([Sequence, TimedCheck, Day], [Increment]);

    /// <summary>Live: <paramref name="instances"/> orchestrations of <paramref name="activities"/> sequential activities; warm, median of <paramref name="rounds"/>.</summary>
    public static async Task<EngineBenchmarkResult> Run(string directory, int instances, int activities, Durability durability, int rounds = 5)
    {
        await RunOnce(directory, Math.Min(instances, 2_000), activities, durability);
        var samples = new List<Sample>();
        for (var i = 0; i < rounds; i++)
            samples.Add(await RunOnce(directory, instances, activities, durability));
        var median = samples.OrderBy(sample => sample.Seconds).ElementAt(rounds / 2);
        return Result("live sequence", instances, activities, durability, median, directory, samples);
    }

    /// <summary>
    /// Virtual time: every day a parent starts <paramref name="children"/> children that wait for a timer, run one activity and end; the shape of a
    /// replay of daily bars.
    /// </summary>
    public static async Task<EngineBenchmarkResult> RunReplay(string directory, int days, int children)
    {
        await ReplayOnce(directory, Math.Min(days, 50), children);
        var sample = await ReplayOnce(directory, days, children);
        return Result("replay of days", days * children, 1, Durability.Off, sample, directory, [sample]);
    }

    private static async Task<int> RunSequence(IOrchestrationContext context, int activities)
    {
        var value = 0;
        for (var i = 0; i < activities; i++)
            value = await context.Activity(Increment, value);
        return value;
    }

    private static async Task<int> RunTimedCheck(IOrchestrationContext context, int minutes)
    {
        await context.Timer(context.Now.AddMinutes(minutes)).Fired;
        return await context.Activity(Increment, minutes);
    }

    private static async Task<int> RunDay(IOrchestrationContext context, int children)
    {
        var running = new Task<int>[children];
        for (var i = 0; i < children; i++)
            running[i] = context.Child(TimedCheck, $"{context.InstanceId}-symbol{i:D4}", 390);
        await Task.WhenAll(running);
        return running.Sum(child => child.Result);
    }

    private static async Task<Sample> RunOnce(string directory, int instances, int activities, Durability durability)
    {
        var path = Path.Combine(directory, $"bench-{Guid.NewGuid():N}.db");
        try
        {
            await using var engine = EmbeddedEngine.Open(
                new EngineOptions { DatabasePath = path, Durability = durability }, Definitions, NoServices.Instance, TimeProvider.System, NullLoggerFactory.Instance);
            engine.StartDispatching();
            GC.Collect();
            var meter = Meter.Start();
            for (var i = 0; i < instances; i += 1000)
            {
                var starts = Enumerable.Range(i, Math.Min(1000, instances - i))
                    .Select(n => engine.Start(Sequence, $"sequence-{n:D6}", activities, StartPolicy.Once, CancellationToken.None));
                await Task.WhenAll(starts);
            }

            while (engine.Counters.Live > 0)
                await Task.Delay(1);
            return meter.Stop(engine.Counters);
        }
        finally
        {
            Delete(path);
        }
    }

    private static async Task<Sample> ReplayOnce(string directory, int days, int children)
    {
        var path = Path.Combine(directory, $"bench-{Guid.NewGuid():N}.db");
        try
        {
            var clock = new VirtualClock(new DateTime(2020, 1, 1, 14, 30, 0, DateTimeKind.Utc));
            var options = new EngineOptions { DatabasePath = path, Durability = Durability.Off, KeepFinishedChildren = false };
            await using var engine = EmbeddedEngine.Open(options, Definitions, NoServices.Instance, clock, NullLoggerFactory.Instance);
            var driver = new VirtualTimeDriver(engine, [new DailyStart(engine, clock.NowUtc, days, children)]);
            GC.Collect();
            var meter = Meter.Start();
            await driver.Run(clock.NowUtc.AddDays(days), progress: null, CancellationToken.None);
            return meter.Stop(engine.Counters);
        }
        finally
        {
            Delete(path);
        }
    }

    private static EngineBenchmarkResult Result(string name, int instances, int activities, Durability durability, Sample sample, string directory, List<Sample> rounds) => new(
        name, instances, activities, durability, sample.Seconds, instances * activities / sample.Seconds, sample.CpuSeconds * 1e6 / sample.Turns,
        FsyncProbe.MedianMilliseconds(directory), Process.GetCurrentProcess().PeakWorkingSet64,
        [.. rounds.Select(round => instances * activities / round.Seconds)]);

    private static void Delete(string path)
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*"))
            File.Delete(file);
    }

    private sealed record Sample(double Seconds, double CpuSeconds, long Turns);

    private sealed record Meter(long StartedAt, TimeSpan CpuAtStart)
    {
        public static Meter Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public Sample Stop(EngineCounters counters) =>
            new(Stopwatch.GetElapsedTime(StartedAt).TotalSeconds, (Environment.CpuUsage.TotalTime - CpuAtStart).TotalSeconds, counters.Turns);
    }

    private sealed class IncrementActivity : IActivity<int, int>
    {
        public static readonly IncrementActivity Instance = new();

        public Task<int> Run(int input, CancellationToken cancellationToken) => Task.FromResult(input + 1);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }

    private sealed class DailyStart(EmbeddedEngine engine, DateTime firstUtc, int days, int children) : IVirtualTimeParticipant
    {
        private int day;

        public DateTime? NextDue(DateTime nowUtc) => day < days ? firstUtc.AddDays(day) : null;

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken) =>
            await engine.Start(Day, $"day-{day++:D5}", children, StartPolicy.Once, cancellationToken);
    }
}
