using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

[JsonConverter(typeof(JsonStringEnumConverter<PlannerKind>))]
public enum PlannerKind
{
    /// <summary>Plans are written by rules alone.</summary>
    Rules,

    /// <summary>A language model narrows what the rules wrote.</summary>
    Llm,
}

/// <summary>Who writes plans.</summary>
public sealed record PlannerOptions
{
    /// <summary>Default rules.</summary>
    public PlannerKind Kind { get; init; }

    [Required]
    public LlmOptions Llm { get; init; } = new();
}

[JsonConverter(typeof(JsonStringEnumConverter<LlmStyle>))]
public enum LlmStyle
{
    /// <summary><c>{baseUrl}/chat/completions</c>, key as bearer token: OpenAI, its v1 address at Azure, and most other servers.</summary>
    OpenAi,

    /// <summary><c>{baseUrl}/openai/deployments/{model}/chat/completions?api-version=</c>, key as <c>api-key</c>.</summary>
    Azure,
}

[JsonConverter(typeof(JsonStringEnumConverter<LlmOutput>))]
public enum LlmOutput
{
    /// <summary>The endpoint is given the answer's JSON schema and keeps to it.</summary>
    JsonSchema,

    /// <summary>The endpoint is told to answer in JSON; the schema stands in the prompt.</summary>
    JsonObject,
}

/// <summary>The language model: where it is, what it may cost, how long it may take. Used with <see cref="PlannerKind.Llm"/>.</summary>
public sealed record LlmOptions
{
    /// <summary>Default OpenAI's. Plain http only to this machine, or without a key.</summary>
    [Required]
    public string BaseUrl { get; init; } = "https://api.openai.com/v1";

    /// <summary>Default OpenAI.</summary>
    public LlmStyle Style { get; init; }

    /// <summary>Azure's API version. Default 2024-10-21.</summary>
    [Required]
    public string ApiVersion { get; init; } = "2024-10-21";

    /// <summary>Name of the model; of Azure's style, of the deployment. Must be set.</summary>
    public string? Model { get; init; }

    /// <summary>Key of the endpoint; set it as <c>${VARIABLE}</c>, not as text. A server on this machine may need none.</summary>
    [Secret]
    public string? Key { get; init; }

    /// <summary>Default JSON schema.</summary>
    public LlmOutput Output { get; init; }

    /// <summary>Whether temperature 0 is sent; some models take none. Default yes.</summary>
    public bool SendTemperature { get; init; } = true;

    /// <summary>Seed sent with every question; null sends none. Default 1.</summary>
    public int? Seed { get; init; } = 1;

    /// <summary>How long a question about a plan may take, all attempts together. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:00:50")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a question about an alert may take. Default 5 s: the entry waits for it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "00:00:20")]
    public TimeSpan AdviceTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all questions of one scan may take together; plans that are left then are the rules'. Default 90 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Attempts at a question where the endpoint answers 429 or 5xx. Default 2.</summary>
    [Range(1, 5)]
    public int Attempts { get; init; } = 2;

    /// <summary>Questions under way at a time. Default 4.</summary>
    [Range(1, 16)]
    public int Parallel { get; init; } = 4;

    /// <summary>Most plans of one scan that the model is asked about, best candidates first. Default 50.</summary>
    [Range(1, 10_000)]
    public int MaxPlans { get; init; } = 50;

    /// <summary>Longest answer asked for, 100 to 4,000 tokens: one that is much longer is not kept. Default 1,500.</summary>
    [Range(100, 4_000)]
    public int MaxAnswerTokens { get; init; } = 1500;

    /// <summary>Largest answer read, the protocol around it included. Default 64 KB.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxAnswerBytes { get; init; } = 64 * 1024;

    /// <summary>Tokens of one trading day, prompts and answers. Default 500,000.</summary>
    [Range(0L, 1_000_000_000L)]
    public long DailyTokens { get; init; } = 500_000;

    /// <summary>Dollars of one trading day; needs the prices. Not set by default.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal? DailyCost { get; init; }

    /// <summary>Dollars per million tokens of a prompt. Default 0.</summary>
    [Range(0.0, 100_000.0)]
    public decimal PromptPrice { get; init; }

    /// <summary>Dollars per million tokens of an answer. Default 0.</summary>
    [Range(0.0, 100_000.0)]
    public decimal AnswerPrice { get; init; }

    /// <summary>Whether the model is asked about every entry that the rules decide on: it may veto or shrink it. Default no.</summary>
    public bool AdviseAlerts { get; init; }

    /// <summary>Uses kept answers alone and asks nobody. Default no.</summary>
    public bool RecordedOnly { get; init; }

    /// <summary>Folder of the kept answers; <c>answers</c> in the data directory where not set.</summary>
    public string? Answers { get; init; }

    /// <summary>File of news by symbol, JSON lines: <c>{"symbol":"AAPL","atUtc":"2026-01-05T14:00:00Z","text":"..."}</c>. Not set by default.</summary>
    public string? NewsFile { get; init; }

    /// <summary>The key is in no text.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("BaseUrl = ").Append(BaseUrl).Append(", Model = ").Append(Model);
        return true;
    }
}
