using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>The model that this host's trained strategy goes by: as the registry has it, read when it changes and checked before it is used.</summary>
public sealed class CurrentModel
{
    private volatile Held held = new(null, null, null);

    /// <summary>Null without a model, or where its file cannot be used.</summary>
    public LogisticModel? Model => held.Model;

    /// <summary>Id in the registry.</summary>
    public string? Id => held.Id;

    /// <summary>Why the current model is not used.</summary>
    public string? Problem => held.Problem;

    /// <summary>Always this model: of a replay.</summary>
    public static CurrentModel Of(ModelFile file) => new() { held = new Held(file.Run, file.Model, null) };

    /// <summary>Takes over what the registry says now. A file that is gone, or was changed, leaves the strategy without a model: it holds, and says why.</summary>
    public async Task Refresh(ModelRegistry registry, IArtefacts artefacts, CancellationToken cancellationToken)
    {
        if (await registry.Current(cancellationToken) is not { } record)
        {
            held = new Held(null, null, null);
            return;
        }

        if (held.Id == record.Id && held.Model is not null)
        {
            return;
        }

        try
        {
            await using var stream = artefacts.OpenRead(record.Id, ModelFile.Name) ?? throw new InvalidDataException("The file is gone.");
            var file = ModelFile.Read(stream);
            held = file.Checksum == record.Checksum ? new Held(record.Id, file.Model, null) : throw new InvalidDataException("It is not the model that was trained.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            held = new Held(record.Id, null, $"{ModelFile.Name} of {record.Id}: {e.Message}");
        }
    }

    private sealed record Held(string? Id, LogisticModel? Model, string? Problem);
}
