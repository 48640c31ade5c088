using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.TestKit.Stores;
using Xunit.Abstractions;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>
/// A replay dies at every step that something outlives: every boundary of the engine, before and after every kind of transaction of the store and call of the
/// broker, before and after the exchange's own commits. However often, it ends as one that was left alone.
/// </summary>
public sealed class ReplayDeathTests(ITestOutputHelper output)
{
    /// <summary>A death comes within this share of a step's hits, so that one replay sees many.</summary>
    private const int Share = 12;

    private readonly SortedDictionary<string, int> deaths = new(StringComparer.Ordinal);

    private readonly record struct Death(string Step, bool After)
    {
        public override string ToString() => PlannedDeath.HasTwoSides(Step) ? $"{(After ? "after" : "before")} {Step}" : Step;
    }

    [Fact]
    public async Task Replay_DyingAtEveryStep_EndsAsIfLeftAlone()
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 3, sessions: 1));
        var counted = CrashPlan.None;
        var whole = (await Run(new ReplayOptions { BarsPath = bars, StateDirectory = folder["whole"] }, counted)).ShouldNotBeNull();
        var planned = new Queue<Death>(DeathsAt(counted.Hits.Keys));
        var random = new Random(20240304);

        for (var replays = 0; planned.Count > 0; replays++)
        {
            var options = new ReplayOptions { BarsPath = bars, StateDirectory = folder[$"state{replays}"] };
            while (planned.TryPeek(out var death))
            {
                // Flushes of the engine's tables are rare: those that are too late for this replay begin the next one.
                var at = random.Next(1, (counted.Hits[death.Step] / Share) + 2);
                if (await Run(options, new CrashPlan(at, death.After, death.Step)) is not null)
                {
                    break;
                }

                deaths[death.ToString()] = deaths.GetValueOrDefault(death.ToString()) + 1;
                planned.Dequeue();
            }

            Compare((await Run(options, CrashPlan.None)).ShouldNotBeNull(), whole);
            replays.ShouldBeLessThan(12, $"Not reached: {string.Join(", ", planned)}");
        }

        foreach (var (step, hits) in counted.Hits.OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{step}: {hits} hits, {string.Join(", ", deaths.Where(d => d.Key.EndsWith(step, StringComparison.Ordinal)).Select(d => $"{d.Value} deaths {d.Key}"))}");
        }

        counted.Hits.Keys.ShouldBeSubsetOf(deaths.Keys.Select(d => d.Replace("before ", "", StringComparison.Ordinal).Replace("after ", "", StringComparison.Ordinal)));
        Enum.GetNames<Failpoint>().Select(name => $"engine {name}").ShouldBeSubsetOf(counted.Hits.Keys);
        new[] { "submit", "write to trading", "write to runs", "write to history", "write to config", "journal BeforeCommit", "journal AfterCommit" }.ShouldBeSubsetOf(counted.Hits.Keys);
    }

    private static IEnumerable<Death> DeathsAt(IEnumerable<string> steps) =>
        from step in steps.Order(StringComparer.Ordinal)
        from after in PlannedDeath.HasTwoSides(step) ? new[] { false, true } : [false]
        select new Death(step, after);

    private static void Compare(ReplayReport resumed, ReplayReport whole)
    {
        resumed.DecisionHash.ShouldBe(whole.DecisionHash);
        (resumed.Alerts, resumed.Checks, resumed.Orders, resumed.Decisions).ShouldBe((whole.Alerts, whole.Checks, whole.Orders, whole.Decisions));
        (resumed.EndEquity, resumed.RealizedPnl, resumed.Fees).ShouldBe((whole.EndEquity, whole.RealizedPnl, whole.Fees));
        (resumed.AlertsLost, resumed.AlertsUnhandled, resumed.DuplicateOrders).ShouldBe((0, 0, 0));
        resumed.BooksDiffer.ShouldBeEmpty();
    }

    /// <returns>Null when it died.</returns>
    private static async Task<ReplayReport?> Run(ReplayOptions options, CrashPlan plan)
    {
        try
        {
            return await ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None, PlannedDeath.Seams(plan));
        }
        catch (Exception) when (plan.IsDead)
        {
            return null;
        }
    }
}
