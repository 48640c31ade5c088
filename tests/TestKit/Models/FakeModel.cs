using System.Collections.Concurrent;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.TestKit.Models;

/// <summary>A model in the test's hands: keeps its answers, and counts what it was asked.</summary>
public sealed class FakeModel : ILanguageModel
{
    private readonly ConcurrentDictionary<string, ModelAnswer> kept = new(StringComparer.Ordinal);
    private int asked;

    public string Name => "fake";

    /// <summary>Answers, or throws.</summary>
    public Func<ModelPrompt, CancellationToken, Task<ModelAnswer>> Reply { get; set; } = (_, _) => throw new ModelException(ModelFailure.Unavailable, "not set up");

    /// <summary>Whether answers are found again by their prompt.</summary>
    public bool Keeps { get; set; } = true;

    public int Asked => asked;

    public static ModelAnswer Answer(string text, int promptTokens = 1000, int answerTokens = 100) => new(text, promptTokens, answerTokens);

    public void ReplyWith(string text) => Reply = (_, _) => Task.FromResult(Answer(text));

    public ValueTask<ModelAnswer?> Recall(ModelPrompt prompt, CancellationToken cancellationToken) => ValueTask.FromResult(Keeps ? kept.GetValueOrDefault(prompt.User) : null);

    public async Task<ModelAnswer> Ask(ModelPrompt prompt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        var answer = await Reply(prompt, cancellationToken);
        kept[prompt.User] = answer;
        return answer;
    }
}
