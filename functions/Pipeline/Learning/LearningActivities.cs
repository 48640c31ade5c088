using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Learning.Messages;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Trains a model on the newest bars of the market.</summary>
public sealed class TrainModel(ModelTraining training, IMarketData market, PipelineSettings settings, TimeProvider clock) : IActivity<RetrainRequest, ModelTrained>
{
    /// <summary>There is too little to train on.</summary>
    public const string TooLittle = "TOO_LITTLE_HISTORY";

    /// <summary>The model cannot be written; it may pass.</summary>
    public const string NotWritten = "NOT_WRITTEN";

    public async Task<ModelTrained> Run(RetrainRequest input, CancellationToken cancellationToken)
    {
        var options = settings.Learning;
        var series = await NewestBars.Read(market, options, cancellationToken);
        var wish = new TrainingWish(input.Id, $"retraining: {input.Reason}", "market", input.Reason, options.ToTraining(), ["retraining"]);
        try
        {
            var record = await training.Train(wish, series, clock.GetUtcNow().UtcDateTime, cancellationToken);
            return new ModelTrained(record.Id, record.IsBetter, record.Decision);
        }
        catch (TrainingException e)
        {
            throw new ActivityFailureException(e.IsInput ? TooLittle : NotWritten, e.Message, retriable: !e.IsInput, e);
        }
    }
}

/// <summary>Makes a trained model the current one.</summary>
public sealed class PromoteModel(ModelRegistry registry) : IActivity<ModelTrained, bool>
{
    public async Task<bool> Run(ModelTrained input, CancellationToken cancellationToken) =>
        (await registry.Promote(input.Id, ModelRegistry.Rule, input.Decision, cancellationToken)).Status == ModelChangeStatus.Done;
}

/// <summary>The newest bars of the market's symbols.</summary>
internal static class NewestBars
{
    public static async Task<IReadOnlyList<BarSeries>> Read(IMarketData market, LearningOptions options, CancellationToken cancellationToken)
    {
        Symbol[] symbols = [.. (await market.ListSymbols(cancellationToken)).Order().Take(options.Symbols)];
        var snapshots = await market.FetchSnapshots(symbols, options.Bars, cancellationToken);
        var all = new List<BarSeries>();
        foreach (var symbol in symbols)
        {
            if (!snapshots.TryGetValue(symbol, out var snapshot))
            {
                continue;
            }

            var series = new BarSeries(symbol, Math.Max(1, snapshot.Bars.Count));
            for (var i = 0; i < snapshot.Bars.Count; i++)
            {
                series.Append(snapshot.Bars[i]);
            }

            all.Add(series);
        }

        return all;
    }
}
