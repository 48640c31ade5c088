using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>Keeps this host's model that of the registry.</summary>
public sealed class ModelRefresh(CurrentModel model, ModelRegistry registry, IArtefacts artefacts)
{
    /// <summary>How long a promotion or a rollback takes to reach a host.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    public Task Once(CancellationToken cancellationToken) => model.Refresh(registry, artefacts, cancellationToken);
}
