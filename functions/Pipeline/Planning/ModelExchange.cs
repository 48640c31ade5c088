using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Planning;

[JsonConverter(typeof(JsonStringEnumConverter<ModelOutcome>))]
public enum ModelOutcome
{
    /// <summary>The question is under way, and its cost is reserved.</summary>
    Asked,

    /// <summary>There is an answer, and it can be used.</summary>
    Answered,

    /// <summary>There is an answer, and it is refused.</summary>
    Refused,

    /// <summary>There is no answer.</summary>
    Failed,

    /// <summary>Whoever asked went away before the answer was stored. It may have been paid for: it is not asked again.</summary>
    Interrupted,

    /// <summary>It was not asked: the day's budget or the time for it was used up.</summary>
    NotAsked,
}

/// <summary>A question to the model and its answer, as stored with the run. Once it has ended it never changes.</summary>
/// <param name="Question">Id inside the run.</param>
/// <param name="PromptHash">SHA-256 of the prompt, hexadecimal.</param>
/// <param name="System">What the model was told that it is.</param>
/// <param name="Prompt">The question.</param>
/// <param name="ReservedTokens">Most that it could take; charged until the answer says what it took, and kept where nothing says it.</param>
/// <param name="Answer">As it came.</param>
/// <param name="Reason">Code and message where the answer is not used.</param>
/// <param name="Tokens">Charged.</param>
/// <param name="Cost">Dollars charged.</param>
/// <param name="Recalled">The answer was kept from an earlier time and cost nothing.</param>
public sealed record ModelExchange(
    string Question,
    string Model,
    ModelOutcome Outcome,
    string PromptHash,
    string System,
    string Prompt,
    DateTime AskedUtc,
    long ReservedTokens = 0,
    string? Answer = null,
    string? Reason = null,
    long Tokens = 0,
    decimal Cost = 0,
    bool Recalled = false)
{
    [JsonIgnore]
    public bool HasEnded => Outcome != ModelOutcome.Asked;
}

/// <summary>What a trading day's questions took, open ones with what they could take at most.</summary>
/// <param name="Cost">Dollars.</param>
/// <param name="Asked">Calls of the endpoint.</param>
/// <param name="Recalled">Answers that were kept from an earlier time.</param>
/// <param name="NotAsked">Questions for which budget or time was used up.</param>
public sealed record ModelBudget(long Tokens = 0, decimal Cost = 0, int Asked = 0, int Recalled = 0, int Answered = 0, int Refused = 0, int Failed = 0, int Interrupted = 0, int NotAsked = 0)
{
    /// <summary>With a question that begins, or is over at once.</summary>
    public ModelBudget With(ModelExchange begun) => (begun.HasEnded ? Counted(begun) : this with { Asked = Asked + 1 }) with
    {
        Tokens = Tokens + begun.Tokens,
        Cost = Cost + begun.Cost,
    };

    /// <summary>With a question that has ended.</summary>
    public ModelBudget With(ModelExchange begun, ModelExchange ended) => Counted(ended) with
    {
        Tokens = Tokens + ended.Tokens - begun.Tokens,
        Cost = Cost + ended.Cost - begun.Cost,
    };

    private ModelBudget Counted(ModelExchange ended)
    {
        var counted = ended.Recalled ? this with { Recalled = Recalled + 1 } : this;
        return ended.Outcome switch
        {
            ModelOutcome.Answered => counted with { Answered = Answered + 1 },
            ModelOutcome.Refused => counted with { Refused = Refused + 1 },
            ModelOutcome.Failed => counted with { Failed = Failed + 1 },
            ModelOutcome.Interrupted => counted with { Interrupted = Interrupted + 1 },
            ModelOutcome.NotAsked => counted with { NotAsked = NotAsked + 1 },
            _ => throw new InvalidOperationException($"A question that is {ended.Outcome} has not ended."),
        };
    }
}
