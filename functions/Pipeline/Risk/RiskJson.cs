using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Risk;

/// <summary>JSON of the audit trail and of the risk report.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(LimitOverride))]
[JsonSerializable(typeof(RiskFindings))]
[JsonSerializable(typeof(RiskReport))]
[JsonSerializable(typeof(Trading.ReconciliationReport))]
[JsonSerializable(typeof(decimal))]
public sealed partial class RiskJson : JsonSerializerContext;
