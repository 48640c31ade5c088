using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Strategies;

/// <summary>JSON of what is stored of strategies.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StrategyFault))]
[JsonSerializable(typeof(string))]
public sealed partial class StrategyJson : JsonSerializerContext;
