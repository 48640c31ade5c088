using System.Text.Json.Nodes;
using TradingFunctions.Domain;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Local.Engine;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Tests.Engine;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Replay;

/// <summary>Strategies through the whole pipeline on made-up minutes.</summary>
public sealed class StrategyReplayTests(StrategyReplayTests.Bars bars) : IClassFixture<StrategyReplayTests.Bars>
{
    public static TheoryData<string> BuiltIn => [.. BuiltInStrategies.All.Select(strategy => strategy.Id.Value)];

    public sealed class Bars : IDisposable
    {
        private readonly TempFolder folder = new();

        public Bars() => Path = MadeUpBars.Write(folder, MadeUpBars.Rows(symbols: 4, sessions: 2));

        internal string Path { get; }

        public void Dispose() => folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public async Task BuiltIn_Alone_TradesUnderItsNameOnly_LosesNothing_AndTheSameAgain(string name)
    {
        var report = await Replay(name, Loose(name));

        report.Strategies.Select(strategy => strategy.Name).ShouldBe([name]);
        report.Strategies[0].Trades.ShouldBeGreaterThan(0);
        report.Strategies[0].SwitchedOff.ShouldBeNull();
        (report.AlertsLost, report.AlertsUnhandled, report.DuplicateOrders).ShouldBe((0, 0, 0));
        report.BooksDiffer.ShouldBeEmpty();
        (await Replay(name, Loose(name))).DecisionHash.ShouldBe(report.DecisionHash);
    }

    [Fact]
    public async Task Parameters_OfTheCommandLine_DecideOtherwise()
    {
        var loose = await Replay("momentum", """{"buyAbove":0.0005,"sellBelow":-0.0005}""");
        var strict = await Replay("momentum", """{"buyAbove":0.0012,"sellBelow":-0.0005}""");

        strict.Alerts.ShouldBeLessThan(loose.Alerts);
        strict.DecisionHash.ShouldNotBe(loose.DecisionHash);
    }

    [Fact]
    public async Task Parameters_ThatAreWrong_AreNamedWithTheirBounds()
    {
        var error = await Should.ThrowAsync<ReplayException>(() => Replay("momentum", """{"buyAbove":0,"step":1}"""));

        error.Message.ShouldContain("momentum: parameters.buyAbove: Must be a number above 0 and at most 1, is 0.");
        error.Message.ShouldContain("momentum: parameters.step: Is no parameter; there are buyAbove, sellBelow.");
    }

    [Fact]
    public async Task Strategy_ThatThereIsNot_IsNamedWithThoseThatThereAre() =>
        (await Should.ThrowAsync<ReplayException>(() => Replay("momentun", null))).Message.ShouldStartWith("There is no strategy momentun; there are momentum, moving-average-crossover");

    [Fact]
    public async Task Strategies_OfTheConfiguration_RunBesideThePlanner_WithinTheirLimits()
    {
        var report = await Configured("""
            strategies:
              - id: momentum
                parameters: { buyAbove: 0.0005, sellBelow: -0.0005 }
                maxPositionShare: 0.001
              - id: quick
                class: TradingFunctions.Domain.Strategies.ZScoreReversionStrategy
                parameters: { period: 10, entry: 1.5 }
                symbols: [MUA]
            """);

        report.Strategies.Select(strategy => strategy.Name).ShouldBe(["momentum", "quick", "rules"]);
        report.Strategies.ShouldAllBe(strategy => strategy.Trades > 0);
        (report.AlertsLost, report.DuplicateOrders).ShouldBe((0, 0));
        report.BooksDiffer.ShouldBeEmpty();
    }

    [Fact]
    public async Task Strategy_ThatTheConfigurationSwitchesOff_MakesNoEntries() =>
        (await Configured("strategies: [{ id: momentum, enabled: false }, { id: rules, enabled: false }]")).Orders.Submitted.ShouldBe(0);

    [Fact]
    public async Task Replay_WithAStrategy_GoesOnAfterACrashAsIfThereHadBeenNone()
    {
        using var folder = new TempFolder();
        var options = Options("z-score-reversion", Loose("z-score-reversion")) with { StateDirectory = folder["state"] };
        var whole = await Replay("z-score-reversion", Loose("z-score-reversion"));

        await Should.ThrowAsync<CrashException>(() => ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None, new ReplaySeams { Engine = new CrashAt(Failpoint.BeforeActivity, 1500) }));
        var resumed = await ReplayRunner.Run(options, new TradingOptions(), progress: null, CancellationToken.None);

        (resumed.DecisionHash, resumed.EndEquity).ShouldBe((whole.DecisionHash, whole.EndEquity));
    }

    private Task<ReplayReport> Configured(string yaml) =>
        ReplayRunner.Run(new ReplayOptions { BarsPath = bars.Path }, TradingConfiguration.Load(yaml, "test.yaml", new Dictionary<string, string>()), progress: null, CancellationToken.None);

    private Task<ReplayReport> Replay(string name, string? parameters) => ReplayRunner.Run(Options(name, parameters), new TradingOptions(), progress: null, CancellationToken.None);

    private ReplayOptions Options(string name, string? parameters) =>
        new() { BarsPath = bars.Path, Strategy = new StrategyId(name), Parameters = parameters is null ? null : JsonNode.Parse(parameters)!.AsObject() };

    /// <summary>Parameters by which made-up minutes, which move little, bring about trades.</summary>
    private static string? Loose(string name) => name switch
    {
        "momentum" => """{"buyAbove":0.0008,"sellBelow":-0.0008}""",
        "volume-breakout" => """{"lookback":10,"volumeFactor":1.1}""",
        _ => null,
    };
}
