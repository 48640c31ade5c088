using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.VirtualTime;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Engine;

/// <summary>Random orchestrations, abandoned at random boundaries and opened again, end as if nothing had happened.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly DateTime StartUtc = new(2024, 1, 2, 14, 30, 0, DateTimeKind.Utc);

    private readonly int[] hits = new int[Enum.GetValues<Failpoint>().Length];

    [Fact]
    public void VirtualRun_AbandonedAnywhere_TakesTheSameSteps()
    {
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (seed, crashes) =>
        {
            var (whole, total) = RunVirtual(seed, _ => null);
            var random = new Random(crashes);
            var (resumed, _) = RunVirtual(seed, _ => random.Next(4) == 0 ? null : random.Next(1, total + 1));
            resumed.ShouldBe(whole);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        PrintHits();
    }

    [Fact]
    public void VirtualRun_AbandonedAtEveryBoundaryInTurn_TakesTheSameSteps()
    {
        const int Seed = 7;
        var (whole, total) = RunVirtual(Seed, _ => null);
        for (var boundary = 1; boundary <= total; boundary += 1 + (total / 60))
        {
            var (resumed, _) = RunVirtual(Seed, attempt => attempt == 0 ? boundary : null);
            resumed.ShouldBe(whole, $"abandoned at boundary {boundary} of {total}");
        }

        PrintHits();
    }

    [Fact]
    public void VirtualRun_WithThreadsDisturbed_TakesTheSameSteps()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var (whole, _) = RunVirtual(seed, _ => null);
            var noise = new Random(seed);
            var (disturbed, _) = RunVirtual(seed, _ => null, () => Thread.SpinWait(noise.Next(20_000)));
            disturbed.ShouldBe(whole);
        }
    }

    [Fact]
    public void LiveRun_AbandonedAnywhere_EndsWithTheSameResults()
    {
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (seed, crashes) =>
        {
            var (whole, total) = RunLive(seed, _ => null).GetAwaiter().GetResult();
            var random = new Random(crashes);
            var (resumed, _) = RunLive(seed, attempt => attempt > 3 ? null : random.Next(1, total + 1)).GetAwaiter().GetResult();
            resumed.ShouldBe(whole);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
        PrintHits();
    }

    private (string Dump, int Hits) RunVirtual(int seed, Func<int, int?> dieAt, Action? jitter = null) => RunVirtualAsync(seed, dieAt, jitter).GetAwaiter().GetResult();

    private async Task<(string Dump, int Hits)> RunVirtualAsync(int seed, Func<int, int?> dieAt, Action? jitter)
    {
        using var file = new TempFile();
        var work = new RandomWork(watches: true, jitter);
        for (var attempt = 0; ; attempt++)
        {
            var points = new CrashPoints(dieAt(attempt));
            try
            {
                var clock = new VirtualClock(StartUtc);
                await using var engine = Virtual.Open(
                    file, work.Catalog, clock, options => options with { Failpoints = points, KeepPastGenerations = true, JournalBytes = 3_000, MaxResidentInstances = 8 });
                await new VirtualTimeDriver(engine, [new Opening(work, engine, seed)]).Run(StartUtc.AddHours(1), progress: null, default);
                Count(points);
                return (await Dump(engine, withHistory: true), points.Total);
            }
            catch (CrashException)
            {
                Count(points);
            }
        }
    }

    private async Task<(string Dump, int Hits)> RunLive(int seed, Func<int, int?> dieAt)
    {
        using var file = new TempFile();
        var work = new RandomWork(watches: false);
        for (var attempt = 0; ; attempt++)
        {
            var points = new CrashPoints(dieAt(attempt));
            try
            {
                await using var host = new LiveHost(work.Catalog, options => options with { Failpoints = points, JournalBytes = 3_000, MaxResidentInstances = 8 }, file);
                await Task.WhenAny(Finish(host, work, seed), host.Engine.Completion);
                if (host.Engine.Completion.IsFaulted)
                    await host.Engine.Completion;
                Count(points);
                return (await Dump(host.Engine, withHistory: false), points.Total);
            }
            catch (CrashException)
            {
                Count(points);
            }
        }
    }

    private static async Task Finish(LiveHost host, RandomWork work, int seed)
    {
        try
        {
            await work.StartRoots(host.Client, seed);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        while (host.Engine.Counters.Live > 0 && !host.Engine.Completion.IsFaulted)
            await Task.Delay(2);
    }

    private static async Task<string> Dump(EmbeddedEngine engine, bool withHistory)
    {
        var text = new StringBuilder();
        foreach (var info in (await engine.List(new(Limit: 100_000), default)).Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"{info.InstanceId} {info.Status} {info.Generation} {info.Output} {info.Failure}\n");
            if (!withHistory)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{info.CreatedUtc:O} {info.UpdatedUtc:O} {info.Turns}\n");
            foreach (var turn in engine.ReadTurns(info.InstanceId))
                Write(text, turn);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, TurnRecord turn)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {turn.Generation}.{turn.Turn} {turn.AtUtc:O}\n");
        foreach (var item in turn.Events)
            text.Append(CultureInfo.InvariantCulture, $"    < {item.Kind} {item.TaskId} {item.Name} {Encoding.UTF8.GetString(item.Data.Span)}\n");
        foreach (var action in turn.Actions)
            text.Append(CultureInfo.InvariantCulture, $"    > {action.Kind} {action.TaskId} {action.Name} {action.Target} {action.DueTicks} {Encoding.UTF8.GetString(action.Data.Span)}\n");
    }

    private void Count(CrashPoints points)
    {
        for (var i = 0; i < hits.Length; i++)
            hits[i] += points.Hits[i];
    }

    private void PrintHits()
    {
        foreach (var failpoint in Enum.GetValues<Failpoint>())
            output.WriteLine($"{failpoint}: {hits[(int)failpoint]}");
    }

    /// <summary>Starts the roots at the first instant; again after a crash, which changes nothing.</summary>
    private sealed class Opening(RandomWork work, EmbeddedEngine engine, int seed) : IVirtualTimeParticipant
    {
        private bool isDone;

        public DateTime? NextDue(DateTime nowUtc) => isDone ? null : StartUtc;

        public async ValueTask Advance(DateTime nowUtc, CancellationToken cancellationToken)
        {
            isDone = true;
            await work.StartRoots(engine, seed);
        }
    }
}
