using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Monitoring;

namespace TradingFunctions.Pipeline.Planning;

/// <summary>What the model is shown and what it answers: strict, because nothing that it says is trusted.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(PlanProposal))]
[JsonSerializable(typeof(AdviceBody))]
[JsonSerializable(typeof(PlanCondition[]))]
internal sealed partial class PlanningJson : JsonSerializerContext;
