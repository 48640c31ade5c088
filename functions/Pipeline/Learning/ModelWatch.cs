using TradingFunctions.Domain.Learning;
using TradingFunctions.Domain.Market;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Looks at how the current model does; what it finds is in the risk report.</summary>
public sealed class ModelWatch(ModelRegistry registry, IArtefacts artefacts, IDocumentStore store)
{
    private static readonly DocumentKey Key = new(Containers.Runs, "models", "health");

    /// <summary>The newest finding of any host; null before the first.</summary>
    public async Task<ModelHealth?> Latest(CancellationToken cancellationToken) => (await store.Read(Key, LearningJson.Default.ModelHealth, cancellationToken))?.Value;

    /// <returns>Null without a current model, or where its file cannot be used.</returns>
    public async Task<ModelHealth?> Look(IReadOnlyList<BarSeries> series, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (await registry.Current(cancellationToken) is not { } current)
        {
            return null;
        }

        LogisticModel model;
        try
        {
            model = (await ModelFile.Open(artefacts, current)).Model;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }

        var health = ModelHealth.Of(current, model, TrainingSet.Of(series, current.Horizon, nowUtc), nowUtc);
        await Save(health, cancellationToken);
        return health;
    }

    private async Task Save(ModelHealth health, CancellationToken cancellationToken)
    {
        // Two hosts may write; both have looked at the same model.
        if (await store.Read(Key, LearningJson.Default.ModelHealth, cancellationToken) is { } before)
        {
            await store.Replace(Key, health, before.ETag, LearningJson.Default.ModelHealth, cancellationToken);
        }
        else
        {
            await store.Create(Key, health, LearningJson.Default.ModelHealth, cancellationToken);
        }
    }
}
