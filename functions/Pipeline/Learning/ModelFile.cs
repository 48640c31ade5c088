using System.Security.Cryptography;
using System.Text.Json;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Learning;

/// <summary>A model as a file, with what it comes from and a checksum over both.</summary>
/// <param name="Run">Id of the training run.</param>
/// <param name="TrainedUntilUtc">No answer that it learnt from was known later.</param>
/// <param name="Checksum">SHA-256 of the rest, lower-case hexadecimal.</param>
public sealed record ModelFile(string Run, DateTime TrainedUntilUtc, LogisticModel Model, string Checksum)
{
    public const string Name = "model.json";

    private const int MaxBytes = 1024 * 1024;

    public static ModelFile Of(string run, DateTime trainedUntilUtc, LogisticModel model)
    {
        var file = new ModelFile(run, trainedUntilUtc, model, string.Empty);
        return file with { Checksum = file.Sum() };
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, LearningJson.Default.ModelFile);

    /// <summary>The file of a model that the registry knows.</summary>
    /// <exception cref="InvalidDataException">It is gone, was changed, or is another model than was trained.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<ModelFile> Open(IArtefacts artefacts, ModelRecord record)
    {
        await using var stream = artefacts.OpenRead(record.Id, Name) ?? throw new InvalidDataException("The file is gone.");
        var file = Read(stream);
        return file.Checksum == record.Checksum ? file : throw new InvalidDataException("It is not the model that was trained.");
    }

    /// <exception cref="InvalidDataException">It is no model file, it was changed since it was written, or this program cannot use the model.</exception>
    public static ModelFile Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
            {
                throw new InvalidDataException("It is too long for a model file.");
            }
        }

        ModelFile? file;
        try
        {
            file = JsonSerializer.Deserialize(bytes.ToArray(), LearningJson.Default.ModelFile);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"It is no model file: {e.Message}", e);
        }

        if (file is not { Run: not null, Checksum: not null, Model: { Means: not null, Deviations: not null, Weights: not null } model })
        {
            throw new InvalidDataException("It is no model file.");
        }

        if (file.Checksum != file.Sum())
        {
            throw new InvalidDataException("Its checksum is not that of the model: it was changed since it was written.");
        }

        return model.Fault() is { } fault ? throw new InvalidDataException($"This program cannot use the model. {fault}") : file;
    }

    private string Sum() => Convert.ToHexStringLower(SHA256.HashData((this with { Checksum = string.Empty }).ToBytes()));
}
