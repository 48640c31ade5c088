using System.Text.Json;
using TradingFunctions.Domain;
using TradingFunctions.Local.Replay;
using TradingFunctions.Local.Sweeps;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Local.Tests.Sweeps;

/// <summary>Sweeps over made-up days: what they say is what the single replays say, and a sweep that ended early goes on.</summary>
public sealed class SweepTests(SweepTests.Swept swept) : IClassFixture<SweepTests.Swept>
{
    private const int Folds = 3;

    /// <summary>Four parameter sets of two strategies, one of them impossible.</summary>
    public sealed class Swept : IAsyncLifetime
    {
        internal TempFolder Folder { get; } = new();

        internal string Bars { get; private set; } = string.Empty;

        internal SweepReport Report { get; private set; } = null!;

        internal SweepOptions Options(string directory, params string[] grid) => new()
        {
            Replay = new ReplayOptions { BarsPath = Bars, MonitorAll = true },
            Points = SweepGrid.Expand([new StrategyId("rsi-reversion")], grid).Points,
            Directory = Folder[directory],
            Folds = Folds,
            Parallel = 2,
        };

        public async Task InitializeAsync()
        {
            Bars = DailyBars.Write(Folder, symbols: 3, sessions: 60);
            Report = await new SweepRunner(Options("sweep", "momentum.buyAbove=0.004,0.012,0", "momentum.sellBelow=-0.01", "rsi-reversion.period=3"), new TradingOptions()).Run(progress: null, CancellationToken.None);
        }

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Set_ThatCannotRun_FailsAloneAndIsNamed()
    {
        swept.Report.Runs.ShouldBe(4);
        swept.Report.Failed.Length.ShouldBe(1);
        swept.Report.Failed[0].ShouldContain("buyAbove=0 ");
        swept.Report.Ranking.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Strategy_ThatNeedsAModelThatIsNotThere_FailsAlone()
    {
        var options = swept.Options("needs", "rsi-reversion.period=3");

        var report = await new SweepRunner(options with { Points = [.. options.Points, new SweepPoint(new StrategyId("trained"), [])] }, new TradingOptions()).Run(progress: null, CancellationToken.None);

        (report.Runs, report.Ranking.Count).ShouldBe((options.Points.Count + 1, options.Points.Count));
        report.Failed.ShouldHaveSingleItem().ShouldContain("needs a model");
    }

    [Fact]
    public async Task Result_OfEachSet_IsThatOfItsReplay()
    {
        foreach (var row in swept.Report.Ranking)
        {
            var replay = await ReplayRunner.Run(
                new ReplayOptions { BarsPath = swept.Bars, MonitorAll = true, Strategy = new StrategyId(row.Strategy), Parameters = row.Parameters, ReportDirectory = swept.Folder["single"] },
                new TradingOptions(), progress: null, CancellationToken.None);

            row.Pnl.ShouldBe(replay.EndEquity - replay.StartEquity);
            row.Statistics.ShouldBe(replay.Statistics);
            Runs("sweep").ShouldContain(run => run.DecisionHash == replay.DecisionHash && run.Strategy == row.Strategy);
        }

        swept.Report.Ranking.ShouldContain(row => row.Statistics.Trades > 3);
    }

    [Fact]
    public void Ranking_IsByTheMetric_BestFirst()
    {
        swept.Report.Ranking.Select(row => row.Rank).ShouldBe([1, 2, 3]);
        swept.Report.Ranking.Select(row => row.Metric ?? double.NegativeInfinity).ShouldBeInOrder(SortDirection.Descending);
        swept.Report.Ranking.ShouldAllBe(row => row.Metric == row.Statistics.Sharpe);
    }

    [Fact]
    public void Choice_BeforeEachTest_IsTheBestUntilThen_ByASecondComputation()
    {
        var runs = Runs("sweep").ToDictionary(run => new SweepPoint(new StrategyId(run.Strategy), run.Parameters).Name);
        var days = runs.Values.SelectMany(run => run.Days).Distinct().Order().ToList();

        swept.Report.Folds.Count.ShouldBe(Folds);
        swept.Report.Folds[^1].TestTo.ShouldBe(days[^1]);
        foreach (var fold in swept.Report.Folds)
        {
            var best = runs.ToDictionary(pair => pair.Key, pair => Sharpe(pair.Value, day => day < fold.TestFrom));
            best[fold.Chosen].ShouldBe(best.Values.Max(), 1e-9);
            fold.TrainMetric!.Value.ShouldBe(best[fold.Chosen], 1e-9);
            var growth = 1d;
            foreach (var (day, value) in runs[fold.Chosen].Days.Zip(runs[fold.Chosen].Returns))
            {
                growth *= day >= fold.TestFrom && day <= fold.TestTo ? 1 + value : 1;
            }

            fold.TestReturn.ShouldBe(growth - 1, 1e-12);
        }

        swept.Report.OutOfSample!.TotalReturn.ShouldBe(swept.Report.Folds.Aggregate(1d, (growth, fold) => growth * (1 + fold.TestReturn)) - 1, 1e-12);
    }

    [Fact]
    public async Task Sweep_EndedEarlyAndStartedAgain_ReplaysTheRestAlone_AndSaysTheSame()
    {
        var options = swept.Options("resumed", "momentum.buyAbove=0.004,0.012,0.02", "momentum.sellBelow=-0.01", "rsi-reversion.period=3") with { Parallel = 1 };
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => new SweepRunner(options, new TradingOptions()).Run(new StopAfter(2, stop), stop.Token));
        var before = Runs("resumed").Length;
        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(options.Directory, "runs"))[0], "{\"half\":");

        var again = await new SweepRunner(options, new TradingOptions()).Run(progress: null, CancellationToken.None);
        var once = await new SweepRunner(options with { Directory = swept.Folder["whole"] }, new TradingOptions()).Run(progress: null, CancellationToken.None);
        var third = await new SweepRunner(options, new TradingOptions()).Run(progress: null, CancellationToken.None);

        before.ShouldBe(2);
        (again.Replayed, once.Replayed, third.Replayed).ShouldBe((3, 4, 0));
        Text(again).ShouldBe(Text(once));
        Text(third).ShouldBe(Text(once));
    }

    [Fact]
    public async Task Sweep_OfOtherDates_TakesNoResultOver()
    {
        var options = swept.Options("dates", "momentum.buyAbove=0.004");
        (await new SweepRunner(options, new TradingOptions()).Run(progress: null, CancellationToken.None)).Replayed.ShouldBe(2);

        var later = await new SweepRunner(options with { Replay = options.Replay with { From = new DateOnly(2023, 2, 1) } }, new TradingOptions()).Run(progress: null, CancellationToken.None);

        later.Replayed.ShouldBe(2);
    }

    [Fact]
    public void Page_NeedsNoNetworkAndNamesEverySet()
    {
        var page = File.ReadAllText(Path.Combine(swept.Folder["sweep"], "sweep.html"));

        page.ShouldNotContain("://");
        page.ShouldNotContain("<script");
        foreach (var row in swept.Report.Ranking)
        {
            page.ShouldContain(row.Name.Replace("\"", "&quot;", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("momentum", "strategy.parameter=value")]
    [InlineData("momentum.buyAbove=", "strategy.parameter=value")]
    [InlineData("momentum.buyAbove=1,,2", "strategy.parameter=value")]
    [InlineData(".buyAbove=1", "strategy.parameter=value")]
    [InlineData("mo$mentum.buyAbove=1", "the strategy")]
    public void Grid_ThatIsNone_SaysWhy(string axis, string why) => SweepGrid.Expand([], [axis]).Error!.ShouldContain(why);

    [Fact]
    public void Grid_OfTwoStrategies_HasAllCombinationsOfEach()
    {
        var (points, error) = SweepGrid.Expand([], ["momentum.buyAbove=0.001,0.002,0.003", "momentum.sellBelow=-0.001,-0.002", "rsi-reversion.period=7,14"]);

        error.ShouldBeNull();
        points.Count.ShouldBe(8);
        points.Select(point => point.Name).Distinct().Count().ShouldBe(8);
        SweepGrid.Expand([], ["a.b=1", "a.b=2"]).Error!.ShouldContain("twice");
        SweepGrid.Expand([], []).Error!.ShouldContain("1 to 1000");
        SweepGrid.Expand([], [.. Enumerable.Range(0, 4).Select(i => $"a.p{i}=1,2,3,4,5,6")]).Error!.ShouldContain("more than 1000");
    }

    private SweepRun[] Runs(string directory) =>
    [
        .. Directory.GetFiles(Path.Combine(swept.Folder[directory], "runs"), "*.json").Select(file => JsonSerializer.Deserialize(File.ReadAllBytes(file), SweepJson.Default.SweepRun)!),
    ];

    private static double Sharpe(SweepRun run, Func<DateOnly, bool> isWanted)
    {
        var returns = run.Days.Zip(run.Returns).Where(pair => isWanted(pair.First)).Select(pair => pair.Second).ToArray();
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Length - 1));
        return deviation == 0 ? double.NegativeInfinity : mean / deviation * Math.Sqrt(252);
    }

    private static string Text(SweepReport report) => JsonSerializer.Serialize(report with { WallSeconds = 0, Replayed = 0 }, SweepJson.Default.SweepReport);

    private sealed class StopAfter(int sets, CancellationTokenSource stop) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value)
        {
            if (value.Done == sets)
            {
                stop.Cancel();
            }
        }
    }
}
