using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>A question that belongs to a decision of a run.</summary>
/// <param name="Id">From logical fields alone, so that asking again is the same question: what it is about, symbol, version or number.</param>
/// <param name="Judge">Says what is wrong with an answer; null for one that can be used. Pure.</param>
public sealed record ModelQuestion(string Id, ModelPrompt Prompt, Func<string, string?> Judge);

/// <summary>What a question came to: an answer that can be used, or why there is none.</summary>
/// <param name="Text">Of the answer; null where there is none to use.</param>
/// <param name="Refusal">Code and message: <c>TIMEOUT: ...</c>; null with an answer.</param>
public sealed record ModelReply(string? Text, string? Refusal)
{
    public static ModelReply Of(ModelExchange exchange) => exchange is { Outcome: ModelOutcome.Answered, Answer: { } text }
        ? new ModelReply(text, Refusal: null)
        : new ModelReply(Text: null, exchange.Reason ?? exchange.Outcome.ToString());
}
