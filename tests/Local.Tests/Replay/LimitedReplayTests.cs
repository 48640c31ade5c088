using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Replay;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>Limits in force during a replay, from a configuration file: denials are counted, and restarts change nothing.</summary>
public sealed class LimitedReplayTests
{
    private const string Limits = """
        risk:
          maxDrawdown: 0.000001
          restrictedSymbols: [MUA]
          cooldown: 1h
        """;

    [Fact]
    public async Task Replay_WithDrawdownRestrictionAndCooldown_CountsTheDenialsAndStopsAtTheLimit()
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));

        var free = await Replay(folder, bars, "risk: {}", state: null);
        var limited = await Replay(folder, bars, Limits, state: null);
        var cooled = await Replay(folder, bars, Limits.Replace("0.000001", "0.5", StringComparison.Ordinal), state: null);

        limited.Denied["RESTRICTED"].ShouldBeGreaterThan(0);
        limited.Denied["DRAWDOWN"].ShouldBeGreaterThan(0);
        cooled.Denied.ShouldContainKey("COOLDOWN");
        cooled.Denied.ShouldNotContainKey("DRAWDOWN");
        limited.Orders.Submitted.ShouldBeLessThan(free.Orders.Submitted);
        limited.BooksDiffer.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Suffered", "1")]
    public async Task Replay_RestartedTwice_ChangesNothing()
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 4, sessions: 1));

        var first = await Replay(folder, bars, Limits, folder["state"]);
        for (var restart = 0; restart < 2; restart++)
        {
            var again = await Replay(folder, bars, Limits, folder["state"]);
            (again.DecisionHash, again.EndEquity, again.Orders).ShouldBe((first.DecisionHash, first.EndEquity, first.Orders));
            again.Denied.ShouldBe(first.Denied);
        }
    }

    [Theory]
    [InlineData("maxValueAtRisk: 0.0002", "PORTFOLIO_RISK")]
    [InlineData("maxStressLoss: 0.03", "PORTFOLIO_RISK")]
    [InlineData("maxCorrelation: 0.05", "CORRELATION")]
    public async Task Replay_WithALimitThatRestsOnTheAnalysis_PassesSomeAndDeniesSomeByItsFigure(string limit, string code)
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 6, sessions: 2));

        var free = await Replay(folder, bars, "risk: { maxPortfolioRisk: null }", state: null);
        var limited = await Replay(folder, bars, Analysed(limit), state: null);
        var again = await Replay(folder, bars, Analysed(limit), folder["state"]);

        free.Denied.ShouldNotContainKey(code);
        limited.Denied[code].ShouldBeGreaterThan(0);
        limited.Denied.ShouldNotContainKey("MISSING_INPUT");
        limited.Orders.Submitted.ShouldBeInRange(1, free.Orders.Submitted - 1);
        (again.DecisionHash, again.Denied[code]).ShouldBe((limited.DecisionHash, limited.Denied[code]));
    }

    [Fact]
    public async Task Replay_DyingAroundAnAnalysis_EndsAsIfLeftAlone()
    {
        using var folder = new TempFolder();
        var bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 4, sessions: 1));
        var yaml = Analysed("maxValueAtRisk: 0.0002, maxCorrelation: 0.05") + "riskControl: { analysisInterval: 7m, analysisFills: 2 }";
        var counted = CrashPlan.None;
        var whole = await Replay(folder, bars, yaml, folder["whole"], counted);
        counted.Hits["write to config"].ShouldBeGreaterThan(20);

        foreach (var (step, after) in new[] { ("write to config", false), ("write to config", true), ("engine AfterClockJump", false), ("write to trading", true), ("submit", true) })
        {
            var state = folder[$"{step} {after}"];
            var deaths = 0;
            for (var at = counted.Hits[step] / 4; await Dies(at, after, step, state); at = (counted.Hits[step] / 5) + deaths)
            {
                deaths++;
            }

            deaths.ShouldBeGreaterThan(1, step);
            var resumed = await Replay(folder, bars, yaml, state);
            resumed.DecisionHash.ShouldBe(whole.DecisionHash, step);
            resumed.Denied.ShouldBe(whole.Denied);
        }

        async Task<bool> Dies(int at, bool after, string step, string state)
        {
            var plan = new CrashPlan(at, after, step);
            try
            {
                await Replay(folder, bars, yaml, state, plan);
                return false;
            }
            catch (Exception) when (plan.IsDead)
            {
                return true;
            }
        }
    }

    private static string Analysed(string limits) => $"risk: {{ maxPortfolioRisk: null, {limits} }}\n";

    private static Task<ReplayReport> Replay(TempFolder folder, string bars, string yaml, string? state, CrashPlan? plan = null)
    {
        var file = folder["limits.yaml"];
        File.WriteAllText(file, yaml);
        return ReplayRunner.Run(new ReplayOptions { BarsPath = bars, StateDirectory = state }, TradingConfiguration.Load(file), progress: null, CancellationToken.None, plan is null ? null : PlannedDeath.Seams(plan));
    }
}
