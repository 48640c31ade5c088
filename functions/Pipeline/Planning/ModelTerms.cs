using System.Security.Cryptography;
using System.Text;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>What the model may take.</summary>
/// <param name="Wall">Real time: a model does not answer faster because the market's clock is accelerated.</param>
public sealed record ModelTerms(LlmOptions Options, TimeProvider Wall)
{
    /// <summary>Tokens that the protocol puts around a question.</summary>
    private const int Overhead = 64;

    /// <summary>Most tokens that a question and its answer can take: a token is at least one byte.</summary>
    public static long MostTokens(ModelPrompt prompt) => MostPromptTokens(prompt) + prompt.MaxAnswerTokens;

    /// <summary>Most dollars that a question can cost.</summary>
    public decimal MostCost(ModelPrompt prompt) => Cost(MostPromptTokens(prompt), prompt.MaxAnswerTokens);

    /// <summary>Dollars of so many tokens.</summary>
    public decimal Cost(long promptTokens, long answerTokens) => ((promptTokens * Options.PromptPrice) + (answerTokens * Options.AnswerPrice)) / 1_000_000m;

    /// <summary>Why a question cannot be paid for today; null when it can.</summary>
    public string? Refusal(ModelBudget spent, ModelPrompt prompt) =>
        spent.Tokens + MostTokens(prompt) > Options.DailyTokens ? $"BUDGET: {spent.Tokens} of {Options.DailyTokens} tokens of the day are used, this may take {MostTokens(prompt)}."
        : spent.Cost + MostCost(prompt) > Options.DailyCost ? $"BUDGET: {Plain(spent.Cost)} of {Plain(Options.DailyCost.Value)} dollars of the day are used, this may cost {Plain(MostCost(prompt))}."
        : null;

    /// <summary>SHA-256 of all that the model sees, lower-case hexadecimal.</summary>
    public static string HashOf(ModelPrompt prompt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[prompt.System, prompt.User, prompt.SchemaName, prompt.Schema, $"{prompt.MaxAnswerTokens}"])
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part.Length}:{part}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static long MostPromptTokens(ModelPrompt prompt) =>
        Encoding.UTF8.GetByteCount(prompt.System) + Encoding.UTF8.GetByteCount(prompt.User) + Encoding.UTF8.GetByteCount(prompt.Schema) + Overhead;

    private static decimal Plain(decimal value) => Math.Round(value, 6) / 1.000000000m;
}
