using System.Globalization;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>What to train, and why.</summary>
/// <param name="Id">Of the run and of the model: the same one trains once.</param>
/// <param name="Name">For people.</param>
/// <param name="Source">Where the bars are from, for people.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record TrainingWish(string Id, string Name, string Source, string Reason, TrainingOptions Options, string[] Tags);

/// <summary>Trains a model, has it judged, and records both. It promotes nothing.</summary>
public sealed class ModelTraining(IModelFitter fitter, ModelRegistry registry, ExperimentStore experiments, IArtefacts artefacts, AnalysisClock clock)
{
    /// <param name="series">Bars of all symbols, of one period.</param>
    /// <param name="untilUtc">Answers known later are not looked at.</param>
    /// <returns>The candidate as the registry has it.</returns>
    /// <exception cref="TrainingException">There is too little to train on, or the model cannot be written.</exception>
    public async Task<ModelRecord> Train(TrainingWish wish, IReadOnlyList<BarSeries> series, DateTime untilUtc, CancellationToken cancellationToken)
    {
        if (await registry.Find(wish.Id, cancellationToken) is { } known)
        {
            return known;
        }

        var began = clock.NowUtc;
        var run = new ExperimentRecord(
            wish.Id, ExperimentKind.Training, wish.Name, wish.Tags, ExperimentStatus.Running, began, FinishedUtc: null, ParametersOf(wish, series), [], []);
        await experiments.Begin(run, cancellationToken);
        try
        {
            var record = await Train(wish, TrainingSet.Of(series, wish.Options.Horizon, untilUtc), untilUtc, began, cancellationToken);
            await experiments.Save(
                run with { Status = ExperimentStatus.Finished, FinishedUtc = clock.NowUtc, Metrics = MetricsOf(record), Artefacts = [ModelFile.Name] }, cancellationToken);
            await registry.Add(record, cancellationToken);
            return record;
        }
        catch (Exception e) when (e is not OperationCanceledException and not StoreException)
        {
            await experiments.Save(run with { Status = ExperimentStatus.Failed, FinishedUtc = clock.NowUtc, Failure = e.Message }, cancellationToken);
            throw;
        }
    }

    /// <summary>Records that a training was ended early and will not be made again: an interrupted one is still running to its run, since a host makes it again.</summary>
    public Task Abandon(string id, string why, CancellationToken cancellationToken) => experiments.Change(
        id,
        run => run.Status == ExperimentStatus.Running ? run with { Status = ExperimentStatus.Failed, FinishedUtc = clock.NowUtc, Failure = why } : run,
        cancellationToken);

    private async Task<ModelRecord> Train(TrainingWish wish, TrainingSet set, DateTime untilUtc, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var trained = new ModelTrainer(fitter).Train(set, wish.Options, cancellationToken)
            ?? throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture, $"Too little to train on: {set.Count} samples, and {ModelTrainer.LeastSamples} over at least two tests are needed. Take more bars, or more symbols."), isInput: true);
        var until = set.Known.Length > 0 ? new DateTime(set.Known.Max(), DateTimeKind.Utc) : untilUtc;
        var file = ModelFile.Of(wish.Id, until, trained.Model);
        try
        {
            await artefacts.Write(wish.Id, ModelFile.Name, stream => stream.Write(file.ToBytes()), cancellationToken);
        }
        catch (IOException e)
        {
            throw new TrainingException($"The model cannot be written: {e.Message}", isInput: false, e);
        }

        var over = await OverCurrent(trained, set, cancellationToken);
        var decision = PromotionRule.Decide(trained.Score, over);
        return new ModelRecord(
            wish.Id, ModelStage.Candidate, nowUtc, file.Checksum, until, wish.Options.Horizon, set.Count, trained.Score, over, decision.IsPromoted, decision.Reason, wish.Reason);
    }

    /// <summary>The candidate's walk-forward predictions against the current model, on samples that neither had seen: both were trained before.</summary>
    private async Task<double?> OverCurrent(TrainedModel trained, TrainingSet set, CancellationToken cancellationToken)
    {
        if (await registry.Current(cancellationToken) is not { } current)
        {
            return null;
        }

        try
        {
            var model = (await ModelFile.Open(artefacts, current)).Model;
            if (model.Horizon != set.Horizon)
            {
                // Answers of another horizon are other questions: the new one has to be better than the base rate alone.
                return null;
            }

            Forecast[] after = [.. trained.Forecasts.Where(forecast => forecast.Prediction.Time > current.TrainedUntilUtc.Ticks)];
            return PairedTest.Statistic(after, forecast => ModelScore.Loss(model.Probability(set.Features(forecast.Sample)), forecast.Prediction.WentUp) - forecast.Loss);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // A current model that cannot be used does not trade: anything better than the base rate is better than it.
            return null;
        }
    }

    private static SortedDictionary<string, string> ParametersOf(TrainingWish wish, IReadOnlyList<BarSeries> series) => new(StringComparer.Ordinal)
    {
        ["bars"] = wish.Source,
        ["symbols"] = series.Count.ToString(CultureInfo.InvariantCulture),
        ["horizon"] = wish.Options.Horizon.ToString(CultureInfo.InvariantCulture),
        ["folds"] = wish.Options.Folds.ToString(CultureInfo.InvariantCulture),
        ["penalty"] = wish.Options.Penalty.ToString("R", CultureInfo.InvariantCulture),
        ["features"] = BarFeatures.Version.ToString(CultureInfo.InvariantCulture),
        ["reason"] = wish.Reason.Length <= ExperimentRules.MaxText ? wish.Reason : wish.Reason[..ExperimentRules.MaxText],
    };

    private static SortedDictionary<string, double> MetricsOf(ModelRecord record)
    {
        var score = record.Score;
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            [ExperimentMetrics.SuccessRate] = score.HitRate,
            ["auc"] = score.Auc,
            ["brier"] = score.Brier,
            ["calibration_error"] = score.CalibrationError,
            ["gain"] = score.Gain,
            ["log_loss"] = score.LogLoss,
            ["samples"] = record.Samples,
            ["significance"] = score.Significance,
            ["is_better"] = record.IsBetter ? 1 : 0,
        };
        if (record.OverCurrent is { } over)
        {
            metrics["over_current"] = over;
        }

        return metrics;
    }
}

/// <summary>A model cannot be trained. The message is for people.</summary>
/// <param name="isInput">Whether the input is to blame: the same would fail again.</param>
public sealed class TrainingException(string message, bool isInput, Exception? inner = null) : Exception(message, inner)
{
    public bool IsInput { get; } = isInput;
}
