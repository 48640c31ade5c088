using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>The model that this host's trained strategy goes by: as the registry has it, read when it changes and checked before it is used.</summary>
public sealed class CurrentModel
{
    private volatile Held held = new(null, null, null);

    /// <summary>Null without a model, or where its file cannot be used.</summary>
    public LogisticModel? Model => held.File?.Model;

    /// <summary>The model with what it comes from; null where there is no <see cref="Model"/>.</summary>
    public ModelFile? File => held.File;

    /// <summary>Id in the registry.</summary>
    public string? Id => held.Id;

    /// <summary>Why the current model is not used.</summary>
    public string? Problem => held.Problem;

    /// <summary>Always this model: of a replay.</summary>
    public static CurrentModel Of(ModelFile file) => new() { held = new Held(file.Run, file, null) };

    /// <summary>Takes over what the registry says now. A file that is gone, or was changed, leaves the strategy without a model: it holds, and says why.</summary>
    public async Task Refresh(ModelRegistry registry, IArtefacts artefacts, CancellationToken cancellationToken)
    {
        if (await registry.Current(cancellationToken) is not { } record)
        {
            held = new Held(null, null, null);
            return;
        }

        if (held.Id == record.Id && held.File is not null)
        {
            return;
        }

        try
        {
            held = new Held(record.Id, await ModelFile.Open(artefacts, record), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            held = new Held(record.Id, null, $"{ModelFile.Name} of {record.Id}: {e.Message}");
        }
    }

    private sealed record Held(string? Id, ModelFile? File, string? Problem);
}
