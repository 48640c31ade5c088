using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Replay;

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

    private static Task<ReplayReport> Replay(TempFolder folder, string bars, string yaml, string? state)
    {
        var file = folder["limits.yaml"];
        File.WriteAllText(file, yaml);
        return ReplayRunner.Run(new ReplayOptions { BarsPath = bars, StateDirectory = state }, TradingConfiguration.Load(file), progress: null, CancellationToken.None);
    }
}
