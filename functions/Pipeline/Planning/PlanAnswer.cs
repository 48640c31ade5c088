using System.Text.Json;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>Reads what the model answered about a plan. Pure; an answer is anything at all.</summary>
public static class PlanAnswer
{
    /// <summary>Schema of the answer. The bounds that depend on the plan are not in it: they are checked here, whatever an endpoint makes of a schema.</summary>
    public const string Schema = """
        {"type":"object","additionalProperties":false,"required":["symbol","reason","entries","watches"],"properties":{
        "symbol":{"type":"string"},
        "reason":{"type":"string"},
        "entries":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","confidence","size","guards"],"properties":{
        "name":{"type":"string"},"confidence":{"type":"number"},"size":{"type":"number"},
        "guards":{"type":"array","items":{"$ref":"#/$defs/condition"}}}}},
        "watches":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","intent","combine","conditions"],"properties":{
        "name":{"type":"string"},"intent":{"type":"string","enum":["Review","Inform"]},"combine":{"type":"string","enum":["All","Any"]},
        "conditions":{"type":"array","items":{"$ref":"#/$defs/condition"}}}}}},
        "$defs":{"condition":{"type":"object","additionalProperties":false,
        "required":["kind","price","fraction","bars","minutes","multiple","fast","slow","period","level","relation","seconds","from","to"],"properties":{
        "kind":{"type":"string","enum":["PriceAbove","PriceBelow","ChangeOverWindow","VolumeSpike","MovingAverageCross","Rsi","Spread","StaleData","TimeOfDay","TrailingStop"]},
        "price":{"type":["number","null"]},"fraction":{"type":["number","null"]},"bars":{"type":["integer","null"]},"minutes":{"type":["integer","null"]},
        "multiple":{"type":["number","null"]},"fast":{"type":["integer","null"]},"slow":{"type":["integer","null"]},"period":{"type":["integer","null"]},
        "level":{"type":["number","null"]},"relation":{"type":["string","null"],"enum":["Above","Below",null]},"seconds":{"type":["integer","null"]},
        "from":{"type":["string","null"]},"to":{"type":["string","null"]}}}}}
        """;

    private const int MaxErrorsNamed = 4;
    private const int MaxRefusalLength = 400;

    /// <summary>The narrowed plan; or why the answer is refused, code first.</summary>
    public static (MonitoringPlan? Plan, string? Refusal) Read(string text, MonitoringPlan rules, PlanLimits limits)
    {
        PlanProposal? proposal;
        try
        {
            proposal = JsonSerializer.Deserialize(PlainText.Utf8(text), PlanningJson.Default.PlanProposal);
        }
        catch (JsonException e)
        {
            return (null, PlainText.Of($"MALFORMED: {e.Message}", MaxRefusalLength));
        }

        if (proposal is null)
        {
            return (null, "MALFORMED: the answer is null.");
        }

        var (plan, errors) = PlanNarrowing.Apply(rules, proposal, limits);
        return plan is not null ? (plan, null) : (null, PlainText.Of($"LIMITS: {string.Join(" ", errors.Take(MaxErrorsNamed).Select(e => $"{e.Field}: {e.Message}"))}", MaxRefusalLength));
    }
}
