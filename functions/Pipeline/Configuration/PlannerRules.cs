namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Rules between the settings of the language model.</summary>
internal static class PlannerRules
{
    private const string OpenAiHost = "openai.com";

    public static void Check(PlannerOptions planner, RangeCheck check)
    {
        var llm = planner.Llm;
        if (!Uri.TryCreate(llm.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0)
        {
            check.Add("planner.llm.baseUrl", $"must be an http or https address without user and query, is '{llm.BaseUrl}'.");
            return;
        }

        if (llm.DailyCost is not null && llm is { PromptPrice: 0m, AnswerPrice: 0m })
        {
            check.Add("planner.llm.dailyCost", "needs planner.llm.promptPrice or planner.llm.answerPrice: without a price nothing costs anything.");
        }

        if (planner.Kind != PlannerKind.Llm)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(llm.Model))
        {
            check.Add("planner.llm.model", "must be set with planner.kind Llm.");
        }

        var hasKey = !string.IsNullOrWhiteSpace(llm.Key);
        if (!hasKey && !llm.RecordedOnly && (llm.Style == LlmStyle.Azure || url.Host.EndsWith(OpenAiHost, StringComparison.OrdinalIgnoreCase)))
        {
            check.Add("planner.llm.key", $"must be set for {url.Host}.");
        }

        if (hasKey && url is { Scheme: "http", IsLoopback: false })
        {
            check.Add("planner.llm.baseUrl", $"must be https where a key is sent to another machine, is '{llm.BaseUrl}'.");
        }
    }
}
