using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Tests.Engine;
using TradingFunctions.Pipeline.Configuration;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>A replay that dies between a write and its next effect, and again, and again, ends as one that was left alone.</summary>
public sealed class ReplayCrashTests(ITestOutputHelper output)
{
    /// <summary>A host that dies before this share of the work is done still moves on, so that a replay sees several deaths.</summary>
    private const int Lives = 8;

    private readonly long[] hits = new long[Enum.GetValues<Failpoint>().Length];
    private readonly int[] deaths = new int[Enum.GetValues<Failpoint>().Length];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Replay_KilledAtEveryKindOfBoundary_EndsAsIfLeftAlone(int seed)
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 3, sessions: 1));
        var (whole, counts) = await Run(new ReplayOptions { BarsPath = bars }, CrashAt.Nowhere);
        var options = new ReplayOptions { BarsPath = bars, StateDirectory = folder["state"] };
        var random = new Random(seed);

        for (var life = 0; life < 40; life++)
        {
            var kind = (Failpoint)((life + seed) % hits.Length);
            var (report, _) = await Run(options, new CrashAt(kind, random.Next(1, (counts[kind] / Lives) + 2)));
            if (report is not null)
            {
                break;
            }
        }

        var (resumed, _) = await Run(options, CrashAt.Nowhere);
        Print();
        deaths.Sum().ShouldBeGreaterThan(Lives);
        resumed.ShouldNotBeNull();
        resumed.DecisionHash.ShouldBe(whole!.DecisionHash);
        (resumed.Alerts, resumed.Checks, resumed.Orders, resumed.Decisions).ShouldBe((whole.Alerts, whole.Checks, whole.Orders, whole.Decisions));
        (resumed.EndEquity, resumed.RealizedPnl, resumed.Fees).ShouldBe((whole.EndEquity, whole.RealizedPnl, whole.Fees));
        (resumed.AlertsLost, resumed.AlertsUnhandled, resumed.DuplicateOrders).ShouldBe((0, 0, 0));
        resumed.BooksDiffer.ShouldBeEmpty();
    }

    private async Task<(ReplayReport? Report, CrashAt Counts)> Run(ReplayOptions options, CrashAt crash)
    {
        try
        {
            return (await ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None, new ReplaySeams { Engine = crash }), crash);
        }
        catch (CrashException) when (crash.IsDead)
        {
            deaths[(int)crash.Kind!]++;
            return (null, crash);
        }
        finally
        {
            foreach (var failpoint in Enum.GetValues<Failpoint>())
            {
                hits[(int)failpoint] += crash[failpoint];
            }
        }
    }

    private void Print()
    {
        foreach (var failpoint in Enum.GetValues<Failpoint>())
        {
            output.WriteLine($"{failpoint}: {hits[(int)failpoint]} hits, {deaths[(int)failpoint]} deaths");
        }
    }
}
