using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Planning;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Llm;

/// <summary>One answer as it is kept.</summary>
/// <param name="Prompt">SHA-256 of the prompt, to tell what it answers.</param>
internal sealed record KeptAnswer(string Model, string Prompt, string Text, int? PromptTokens, int? AnswerTokens);

/// <summary>Keeps a model's answers in a folder, a file per prompt: on the disk before they are used, and found again by whoever asks the same.</summary>
/// <remarks>Safe for several processes on one folder. A file that cannot be read counts as not there.</remarks>
public sealed class KeptAnswers(ILanguageModel model, LlmOptions options, string folder) : ILanguageModel
{
    public string Name => model.Name;

    public async ValueTask<ModelAnswer?> Recall(ModelPrompt prompt, CancellationToken cancellationToken)
    {
        var file = FileOf(prompt);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var kept = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, cancellationToken), KeptJson.Default.KeptAnswer);
            return kept is { Text: not null } ? new ModelAnswer(kept.Text, kept.PromptTokens, kept.AnswerTokens) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async Task<ModelAnswer> Ask(ModelPrompt prompt, CancellationToken cancellationToken)
    {
        var answer = await model.Ask(prompt, cancellationToken);
        try
        {
            await Keep(prompt, answer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is stored with the run as well: only other runs miss it.
        }

        return answer;
    }

    /// <summary>A crash leaves a whole file or none.</summary>
    private async Task Keep(ModelPrompt prompt, ModelAnswer answer)
    {
        var file = FileOf(prompt);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Path.GetRandomFileName()}";
        var kept = new KeptAnswer(Name, ModelTerms.HashOf(prompt), answer.Text, answer.PromptTokens, answer.AnswerTokens);
        await using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, kept, KeptJson.Default.KeptAnswer, CancellationToken.None);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }

    /// <summary>By all that decides what the model answers.</summary>
    private string FileOf(ModelPrompt prompt)
    {
        var settings = $"{Name}\n{(options.SendTemperature ? "0" : "-")}\n{options.Seed}\n{options.Output}\n{ModelTerms.HashOf(prompt)}";
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)));
        return Path.Combine(folder, key[..2], $"{key}.json");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class KeptJson : JsonSerializerContext;
