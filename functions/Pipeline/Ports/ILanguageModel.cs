namespace TradingFunctions.Pipeline.Ports;

/// <summary>One question to a language model. The same prompt is the same question: nothing in it may differ between two runs of the same decision.</summary>
/// <param name="System">What the model is and what it may answer; fixed text of ours.</param>
/// <param name="User">The question, with everything from outside as JSON strings in it.</param>
/// <param name="SchemaName">Name of the answer's schema: letters, digits, <c>_</c>.</param>
/// <param name="Schema">JSON schema of the answer.</param>
/// <param name="MaxAnswerTokens">Longest answer asked for.</param>
/// <param name="Timeout">Real time that the call may take, all attempts together.</param>
public sealed record ModelPrompt(string System, string User, string SchemaName, string Schema, int MaxAnswerTokens, TimeSpan Timeout);

/// <summary>What a model answered.</summary>
/// <param name="Text">Whatever it is; at most as long as the adapter lets an answer be.</param>
/// <param name="PromptTokens">As billed; null where the endpoint does not say.</param>
/// <param name="AnswerTokens">As billed; null where the endpoint does not say.</param>
public sealed record ModelAnswer(string Text, int? PromptTokens, int? AnswerTokens);

/// <summary>Why there is no answer.</summary>
public enum ModelFailure
{
    /// <summary>It took too long; it may be billed.</summary>
    Timeout,

    /// <summary>Too many requests or no quota left (429); not billed.</summary>
    RateLimited,

    /// <summary>The endpoint failed (5xx) or could not be reached; not billed as far as anybody can tell.</summary>
    Unavailable,

    /// <summary>The endpoint does not take the request (4xx), or refuses to answer it.</summary>
    Refused,

    /// <summary>The answer is larger than allowed; it may be billed.</summary>
    TooLarge,

    /// <summary>What came is not an answer of the protocol; it may be billed.</summary>
    Malformed,
}

/// <summary>The model gave no answer.</summary>
public sealed class ModelException(ModelFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ModelFailure Failure { get; } = failure;

    /// <summary>Whether the call may be billed although there is no answer.</summary>
    public bool MayBeBilled => Failure is ModelFailure.Timeout or ModelFailure.TooLarge or ModelFailure.Malformed;
}

/// <summary>A language model behind an endpoint. Answers are kept by their prompt, so that nothing is paid for twice and a replay hears what the first run heard.</summary>
public interface ILanguageModel
{
    /// <summary>Name of the model, for people and records.</summary>
    string Name { get; }

    /// <summary>The answer that is kept for a prompt, if any; asks nobody and costs nothing.</summary>
    ValueTask<ModelAnswer?> Recall(ModelPrompt prompt, CancellationToken cancellationToken);

    /// <summary>Asks, and keeps the answer before it is given.</summary>
    /// <exception cref="ModelException">There is no answer.</exception>
    Task<ModelAnswer> Ask(ModelPrompt prompt, CancellationToken cancellationToken);
}
