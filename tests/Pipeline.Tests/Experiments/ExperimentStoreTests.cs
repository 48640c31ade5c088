using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Pipeline.Tests.Experiments;

public sealed class ExperimentStoreTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly InMemoryDocumentStore documents = new();

    private ExperimentStore Store => new(documents);

    [Fact]
    public async Task Run_SavedTwice_IsOneInTheList_WithItsFirstTime()
    {
        await Store.Save(Running("a"), CancellationToken.None);
        await Store.Save(Running("b") with { CreatedUtc = Noon.AddMinutes(1) }, CancellationToken.None);

        await Store.Save(Ended("a") with { CreatedUtc = Noon.AddHours(5) }, CancellationToken.None);

        var all = await Store.List(CancellationToken.None).ToListAsync();
        all.Select(run => (run.Id, run.Status, run.CreatedUtc)).ShouldBe([("b", ExperimentStatus.Running, Noon.AddMinutes(1)), ("a", ExperimentStatus.Finished, Noon)]);
    }

    [Fact]
    public async Task Run_ThatBeginsAgain_Runs_AndKeepsWhatItWasSetTo()
    {
        await Store.Save(Ended("a") with { Failure = "no" }, CancellationToken.None);

        await Store.Begin(Running("a") with { Parameters = [] }, CancellationToken.None);

        var run = (await Store.Find("a", CancellationToken.None))!;
        (run.Status, run.FinishedUtc, run.Failure).ShouldBe((ExperimentStatus.Running, null, null));
        run.Parameters.ShouldContainKey("strategy");
    }

    [Fact]
    public async Task Runs_OfManyWriters_AreAllThere()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Store.Save(i % 2 == 0 ? Ended($"run{i / 4}") : Running($"run{i / 4}"), CancellationToken.None))));

        (await Store.List(CancellationToken.None).ToListAsync()).Count.ShouldBe(10);
    }

    [Fact]
    public void Comparison_OfRuns_SaysWhatDiffersAndWhichIsBest()
    {
        var first = Ended("a") with { Metrics = new() { ["sharpe"] = 1, ["drawdown"] = 0.2, ["alerts"] = 3 } };
        var second = Ended("b") with { Parameters = new() { ["strategy"] = "rsi-reversion", ["bars"] = "x.csv" }, Metrics = new() { ["sharpe"] = 0.5, ["drawdown"] = 0.1, ["alerts"] = 4 } };
        var third = Ended("c") with { Metrics = new() { ["sharpe"] = 2 } };

        var comparison = ExperimentComparison.Of([first, second, third]);

        comparison.Parameters.Select(row => (row.Name, row.Differs)).ShouldBe([("bars", true), ("strategy", true)]);
        comparison.Parameters[0].Values.ShouldBe([null, "x.csv", null]);
        comparison.Metrics.Select(row => (row.Name, row.Best)).ShouldBe([("alerts", null), ("drawdown", "b"), ("sharpe", "c")]);
    }

    [Theory]
    [InlineData("compare", "x", "id")]
    [InlineData("a/b", "x", "id")]
    [InlineData("", "x", "id")]
    [InlineData("a", "", "name")]
    [InlineData("a", "two\nlines", "name")]
    public void Record_ThatCannotBeStored_NamesTheField(string id, string name, string field) =>
        ExperimentRules.Check(Running(id) with { Name = name }).Select(error => error.Field).ShouldBe([field]);

    [Fact]
    public void Record_WithNumbersAndTimesThatAreNone_NamesEach()
    {
        var bad = Running("a") with
        {
            FinishedUtc = Noon.AddMinutes(-1),
            Tags = ["no good"],
            Parameters = new() { ["p"] = new string('x', ExperimentRules.MaxText + 1) },
            Metrics = new() { ["m"] = double.NaN },
            Artefacts = ["../etc"],
        };

        ExperimentRules.Check(bad).Select(error => error.Field).ShouldBe(["finishedUtc", "finishedUtc", "tags", "parameters.p", "metrics.m", "artefacts"], ignoreOrder: true);
        ExperimentRules.Check(Ended("a")).ShouldBeEmpty();
    }

    private static ExperimentRecord Running(string id) =>
        new(id, ExperimentKind.Replay, "a replay", ["nightly"], ExperimentStatus.Running, Noon, FinishedUtc: null, new() { ["strategy"] = "momentum" }, [], []);

    private static ExperimentRecord Ended(string id) => Running(id) with { Status = ExperimentStatus.Finished, FinishedUtc = Noon.AddHours(1), Metrics = new() { ["sharpe"] = 1.5 } };
}
