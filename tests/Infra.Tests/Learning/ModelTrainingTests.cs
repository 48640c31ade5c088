using TradingFunctions.Domain;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Market;
using TradingFunctions.Domain.Signals;
using TradingFunctions.Domain.Strategies;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Learning;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Risk;
using TradingFunctions.TestKit;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Learning;

/// <summary>Training as hosts and the command line do it: run, file, registry, strategy.</summary>
public sealed class ModelTrainingTests : IDisposable
{
    private static readonly TrainingOptions Options = new(Horizon: 1, Folds: 4, Penalty: 10);

    private static readonly DateTime CheckedUtc = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private readonly TempFolder folder = new();
    private readonly InMemoryDocumentStore documents = new();
    private readonly FileArtefacts artefacts;
    private readonly ModelRegistry registry;
    private readonly ExperimentStore experiments;
    private readonly ModelTraining training;

    public ModelTrainingTests()
    {
        artefacts = new FileArtefacts(id => folder[id]);
        registry = new ModelRegistry(documents, new AuditTrail(documents, new AccountId("main"), TimeProvider.System));
        experiments = new ExperimentStore(documents);
        training = new ModelTraining(new LogisticRegression(), registry, experiments, artefacts, new AnalysisClock(TimeProvider.System));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Signal_ThatWasPlanted_BecomesTheCurrentModelAndTrades()
    {
        var record = await Train("first", MadeUpSeries.Of(6, 700, 0.4, seed: 2));
        record.IsBetter.ShouldBeTrue(record.Decision);
        await registry.Promote(record.Id, ModelRegistry.Rule, record.Decision, CancellationToken.None);
        var model = new CurrentModel();
        await model.Refresh(registry, artefacts, CancellationToken.None);

        var strategy = new TrainedStrategy(new TrainedParameters(), () => model.Model);
        var series = MadeUpSeries.Of(1, 700, 0.4, seed: 77)[0];
        var (right, signals) = (0, 0);
        for (var bar = strategy.RequiredBars; bar < series.Count - 1; bar++)
        {
            var signal = strategy.Evaluate(new StrategyInput(series.Symbol, series.WindowOf(bar + 1, strategy.RequiredBars)));
            if (signal.Action != SignalAction.Hold)
            {
                signals++;
                signal.Confidence.ShouldBeInRange(0.55, 1);
                right += signal.Action == SignalAction.Buy == series[bar + 1].Close > series[bar].Close ? 1 : 0;
            }
        }

        model.Id.ShouldBe("first");
        signals.ShouldBeGreaterThan(100);
        ((double)right / signals).ShouldBeGreaterThan(0.55);
        var run = (await experiments.Find("first", CancellationToken.None))!;
        (run.Kind, run.Status).ShouldBe((ExperimentKind.Training, ExperimentStatus.Finished));
        run.Artefacts.ShouldBe([ModelFile.Name]);
        run.Metrics["significance"].ShouldBe(record.Score.Significance);
    }

    [Fact]
    public async Task Labels_ThatWereShuffled_AreRefusedByTheRegistryToo()
    {
        var record = await Train("noise", MadeUpSeries.Of(6, 700, 0, seed: 3));

        record.IsBetter.ShouldBeFalse();
        (await registry.Promote("noise", "anna", "please", CancellationToken.None)).Status.ShouldBe(ModelChangeStatus.NotBetter);
    }

    [Fact]
    public async Task Training_OfOneId_IsDoneOnce()
    {
        var first = await Train("a", MadeUpSeries.Of(4, 400, 0.4, seed: 2));

        (await Train("a", MadeUpSeries.Of(4, 400, 0, seed: 9))).ShouldBe(first);
        (await registry.List(CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Model_OnTheSameBarsAgain_IsNotBetterThanTheCurrentOne()
    {
        var series = MadeUpSeries.Of(6, 700, 0.4, seed: 2);
        await Train("a", series);
        await registry.Promote("a", ModelRegistry.Rule, "x", CancellationToken.None);

        var again = await Train("b", series);

        again.OverCurrent.ShouldBe(0);
        again.IsBetter.ShouldBeFalse();
        again.Decision.ShouldContain("current model");
    }

    [Fact]
    public async Task Bars_TooFew_FailTheRunWithTheReason()
    {
        var error = await Should.ThrowAsync<TrainingException>(() => Train("a", MadeUpSeries.Of(1, 60, 0, seed: 2)));

        error.IsInput.ShouldBeTrue();
        error.Message.ShouldContain("500");
        (await experiments.Find("a", CancellationToken.None))!.Status.ShouldBe(ExperimentStatus.Failed);
        (await registry.List(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task File_OfTheCurrentModel_ChangedOrGone_LeavesNoModelAndSaysWhy()
    {
        await Train("a", MadeUpSeries.Of(6, 700, 0.4, seed: 2));
        await registry.Promote("a", ModelRegistry.Rule, "x", CancellationToken.None);
        var other = await Train("b", MadeUpSeries.Of(6, 700, 0.4, seed: 5));
        var file = Path.Combine(folder["a"], ModelFile.Name);
        File.Copy(Path.Combine(folder["b"], ModelFile.Name), file, overwrite: true);
        var model = new CurrentModel();

        await model.Refresh(registry, artefacts, CancellationToken.None);
        (model.Model, model.Id).ShouldBe((null, "a"));
        model.Problem!.ShouldContain("not the model that was trained");
        File.Delete(file);
        await model.Refresh(registry, artefacts, CancellationToken.None);
        model.Problem!.ShouldContain("gone");
        new TrainedStrategy(new TrainedParameters(), () => model.Model).Evaluate(new StrategyInput(new Symbol("A"), BarWindow.Empty)).Action.ShouldBe(SignalAction.Hold);
        other.Checksum.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Market_ThatTurned_ShowsAsDrift_AndOneThatDidNot_DoesNot()
    {
        var record = await Train("a", MadeUpSeries.Of(6, 700, 0.4, seed: 2));
        await using var stream = artefacts.OpenRead("a", ModelFile.Name)!;
        var model = ModelFile.Read(stream).Model;
        var trainedLongAgo = record with { TrainedUntilUtc = DateTime.MinValue };

        ModelHealth.Of(trainedLongAgo, model, Set(-0.4), CheckedUtc).HasDrifted.ShouldBeTrue();
        ModelHealth.Of(trainedLongAgo, model, Set(0.4), CheckedUtc).HasDrifted.ShouldBeFalse();
        ModelHealth.Of(record with { TrainedUntilUtc = DateTime.MaxValue }, model, Set(-0.4), CheckedUtc).Samples.ShouldBe(0);

        static TrainingSet Set(double persistence) => TrainingSet.Of(MadeUpSeries.Of(4, 400, persistence, seed: 11), Options.Horizon, DateTime.MaxValue);
    }

    [Fact]
    public async Task Training_ThatIsInterrupted_RunsUntilItIsAbandoned()
    {
        using var interrupt = new CancellationTokenSource();
        var interrupted = new ModelTraining(new InterruptedFitter(interrupt), registry, experiments, artefacts, new AnalysisClock(TimeProvider.System));
        var wish = new TrainingWish("a", "a training", "made up", "test", Options, []);
        await Should.ThrowAsync<OperationCanceledException>(() => interrupted.Train(wish, MadeUpSeries.Of(6, 700, 0.4, seed: 2), DateTime.MaxValue, interrupt.Token));
        (await experiments.Find("a", CancellationToken.None))!.Status.ShouldBe(ExperimentStatus.Running);

        await interrupted.Abandon("a", "Interrupted.", CancellationToken.None);

        var run = (await experiments.Find("a", CancellationToken.None))!;
        (run.Status, run.Failure, run.FinishedUtc is null).ShouldBe((ExperimentStatus.Failed, "Interrupted.", false));
    }

    private sealed class InterruptedFitter(CancellationTokenSource interrupt) : IModelFitter
    {
        public LogisticModel Fit(TrainingSet set, int end, double penalty, CancellationToken cancellationToken)
        {
            interrupt.Cancel();
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private Task<ModelRecord> Train(string id, IReadOnlyList<BarSeries> series) =>
        training.Train(new TrainingWish(id, "a training", "made up", "test", Options, ["test"]), series, DateTime.MaxValue, CancellationToken.None);
}
