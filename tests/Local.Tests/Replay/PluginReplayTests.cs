using TradingFunctions.Domain;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Tests.Engine;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.PluginKit;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>Plug-ins in replays: one that behaves trades; one that throws, spins or gives rubbish is switched off and reported, and the rest goes on.</summary>
public sealed class PluginReplayTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string bars;

    public PluginReplayTests() => bars = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 4, sessions: 1));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Plugin_ThatBehaves_Trades_TheSameEveryTime_AndResumesOnlyWithTheSameCode()
    {
        Install("Acme.Dips", PluginSources.Dips);

        var report = await Replay("dips");
        var again = await Replay("dips", folder["state"]);

        report.Strategies.ShouldHaveSingleItem().Trades.ShouldBeGreaterThan(10);
        (report.AlertsLost, report.DuplicateOrders).ShouldBe((0, 0));
        again.DecisionHash.ShouldBe(report.DecisionHash);

        Install("Acme.Dips", PluginSources.Dips.Replace("0.7", "0.8", StringComparison.Ordinal));
        (await Should.ThrowAsync<ReplayException>(() => Replay("dips", folder["state"]))).Message.ShouldContain("another replay".Replace("another", "a", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("thrower", "it threw at 2024-03-04 16:0", "InvalidOperationException: told you")]
    [InlineData("overconfident", "it gave no valid signal at 2024-03-04 16:0", "is no signal")]
    public async Task Plugin_ThatMisbehaves_IsSwitchedOffAtThatInstant_AndTheRestGoesOn(string name, string when, string why)
    {
        Install("Acme.Dips", PluginSources.Dips);
        Install("Acme.Bad", name == "thrower" ? PluginSources.Thrower : PluginSources.BadSignal);

        var strategies = $"strategies: [{{ id: dips, symbols: [MUA, MUC, MUD] }}, {{ id: {name}, symbols: [MUB] }}, {{ id: rules, enabled: false }}]";
        var report = await Configured(strategies);
        var again = await Configured(strategies);

        var bad = report.Strategies.Single(strategy => strategy.Name == name);
        bad.SwitchedOff.ShouldNotBeNull().ShouldStartWith(when);
        bad.SwitchedOff.ShouldContain(why);
        report.Warnings.ShouldContain(warning => warning.StartsWith($"Strategy {name} was switched off", StringComparison.Ordinal));
        report.Strategies.Single(strategy => strategy.Name == "dips").Trades.ShouldBeGreaterThan(10);
        (report.AlertsLost, report.AlertsUnhandled, report.DuplicateOrders).ShouldBe((0, 0, 0));
        report.BooksDiffer.ShouldBeEmpty();
        again.DecisionHash.ShouldBe(report.DecisionHash);
    }

    [Fact]
    public async Task Plugin_ThatSpins_IsSwitchedOffAfterItsBudget_AndTheRestGoesOn()
    {
        Install("Acme.Dips", PluginSources.Dips);
        using var spinner = new SpinningPlugin();
        Install("Acme.Spinner", spinner.Source);

        var report = await Configured("""
            strategies: [{ id: dips, symbols: [MUA, MUC, MUD] }, { id: spinner, symbols: [MUB] }, { id: rules, enabled: false }]
            plugins: { replayBudget: 300ms }
            """);

        report.Strategies.Single(strategy => strategy.Name == "spinner").SwitchedOff.ShouldNotBeNull().ShouldStartWith("it overran its time budget at 2024-03-04 16:0");
        report.Strategies.Single(strategy => strategy.Name == "dips").Trades.ShouldBeGreaterThan(10);
        (report.AlertsLost, report.AlertsUnhandled, report.DuplicateOrders).ShouldBe((0, 0, 0));
        report.BooksDiffer.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plugin_ThatThrew_StaysOffWhenTheReplayGoesOn()
    {
        Install("Acme.Thrower", PluginSources.Thrower);
        var whole = await Replay("thrower");

        var options = Options("thrower", folder["crashed"]);
        await Should.ThrowAsync<CrashException>(() => ReplayRunner.Run(options, Load(string.Empty), progress: null, CancellationToken.None, new ReplaySeams { Engine = new CrashAt(Failpoint.BeforeActivity, 900) }));
        var resumed = await ReplayRunner.Run(options, Load(string.Empty), progress: null, CancellationToken.None);

        resumed.DecisionHash.ShouldBe(whole.DecisionHash);
        resumed.Strategies.ShouldHaveSingleItem().SwitchedOff.ShouldNotBeNull();
    }

    [Fact]
    public async Task Plugin_ThatWasRefused_IsNamedWithTheReason()
    {
        Install("Acme.Old", PluginSources.Dips.Replace("\"Buys dips.\"", "\"Buys dips.\", contract: 7", StringComparison.Ordinal));

        (await Should.ThrowAsync<ReplayException>(() => Replay("dips"))).Message.ShouldContain("dips was built against version 7 of the strategy contract");
    }

    private void Install(string name, string source) => PluginCompiler.Compile(folder["plugins"], name, source);

    private Task<ReplayReport> Replay(string name, string? state = null) => ReplayRunner.Run(Options(name, state), Load(string.Empty), progress: null, CancellationToken.None);

    private Task<ReplayReport> Configured(string yaml) => ReplayRunner.Run(new ReplayOptions { BarsPath = bars, PluginsPath = folder["plugins"] }, Load(yaml), progress: null, CancellationToken.None);

    private ReplayOptions Options(string name, string? state) => new() { BarsPath = bars, PluginsPath = folder["plugins"], Strategy = new StrategyId(name), StateDirectory = state };

    private static TradingOptions Load(string yaml) => TradingConfiguration.Load(yaml, "test.yaml", new Dictionary<string, string>());
}
