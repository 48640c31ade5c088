using System.Text.Json.Serialization;

namespace TradingFunctions.Local.Cli.Doctor;

[JsonConverter(typeof(JsonStringEnumConverter<CheckStatus>))]
internal enum CheckStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The host runs, and something deserves a look.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>The host would not run.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <param name="Detail">What was found.</param>
/// <param name="Advice">What to do about it; null where nothing is to be done.</param>
internal sealed record Check(string Name, CheckStatus Status, string Detail, string? Advice = null)
{
    public static Check Ok(string name, string detail) => new(name, CheckStatus.Ok, detail);
}

/// <param name="IsHealthy">Nothing failed.</param>
internal sealed record Findings(bool IsHealthy, Check[] Checks);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Findings))]
internal sealed partial class DoctorJson : JsonSerializerContext;
