using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Planning;

[JsonConverter(typeof(JsonStringEnumConverter<AdviceVerdict>))]
public enum AdviceVerdict
{
    /// <summary>There is no advice: the decision is the rules'.</summary>
    None,

    /// <summary>As the rules decided.</summary>
    Proceed,

    /// <summary>A part of it.</summary>
    Shrink,

    /// <summary>Not at all.</summary>
    Veto,
}

/// <summary>What the model said about a decision of the rules.</summary>
/// <param name="Size">Of a smaller entry: the part that is left.</param>
/// <param name="Reason">In its words, or why there is no advice.</param>
public sealed record AlertAdvice(AdviceVerdict Verdict, string Reason, decimal? Size = null);

/// <summary>The answer to a question about an alert.</summary>
internal sealed record AdviceBody(string Symbol, AdviceVerdict Verdict, double Size, string Reason);

/// <summary>Reads what the model answered about an alert. Pure; an answer is anything at all.</summary>
public static class AdviceAnswer
{
    public const string Schema = """
        {"type":"object","additionalProperties":false,"required":["symbol","verdict","size","reason"],"properties":{
        "symbol":{"type":"string"},"verdict":{"type":"string","enum":["Proceed","Shrink","Veto"]},"size":{"type":"number"},"reason":{"type":"string"}}}
        """;

    private const int MaxReasonLength = 200;
    private const int MaxRefusalLength = 400;

    /// <summary>The advice; or why the answer is refused, code first.</summary>
    public static (AlertAdvice? Advice, string? Refusal) Read(string text, Alert alert)
    {
        AdviceBody? body;
        try
        {
            body = JsonSerializer.Deserialize(PlainText.Utf8(text), PlanningJson.Default.AdviceBody);
        }
        catch (JsonException e)
        {
            return (null, PlainText.Of($"MALFORMED: {e.Message}", MaxRefusalLength));
        }

        return body switch
        {
            null => (null, "MALFORMED: the answer is null."),
            _ when !string.Equals(body.Symbol, alert.Symbol.Value, StringComparison.Ordinal) => (null, $"LIMITS: symbol: must be {alert.Symbol}."),
            { Verdict: AdviceVerdict.Veto } => (new AlertAdvice(AdviceVerdict.Veto, Line(body)), null),
            { Verdict: AdviceVerdict.Shrink, Size: > 0 and < 1 } => (new AlertAdvice(AdviceVerdict.Shrink, Line(body), Math.Round((decimal)body.Size, 9)), null),
            { Verdict: AdviceVerdict.Proceed, Size: 1 } => (new AlertAdvice(AdviceVerdict.Proceed, Line(body)), null),
            _ => (null, "LIMITS: verdict Proceed goes with size 1, Shrink with more than 0 and less than 1."),
        };
    }

    /// <summary>The decision of the rules under advice: the same, smaller, or none.</summary>
    public static AlertDecision Apply(AlertDecision decision, AlertAdvice advice) => advice switch
    {
        { Verdict: AdviceVerdict.Veto } => AlertDecision.Ignore(DecisionReason.Vetoed),
        { Verdict: AdviceVerdict.Shrink, Size: { } size } when Math.Round((decision.Size ?? 1m) * Math.Clamp(size, 0m, 1m), 9) is var left =>
            left > 0m ? decision with { Size = left } : AlertDecision.Ignore(DecisionReason.Vetoed),
        _ => decision,
    };

    private static string Line(AdviceBody body) => PlainText.Of(body.Reason, MaxReasonLength);
}
