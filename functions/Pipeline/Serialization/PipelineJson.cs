using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Monitoring;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Signals;

namespace TradingFunctions.Pipeline.Serialization;

/// <summary>The one set of JSON rules of both hosts: source-generated, camel case, no NaN, no polymorphism, unknown members refused nowhere.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TradingSignal))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(OrderTerms))]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(BrokerOrder))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
public sealed partial class PipelineJson : JsonSerializerContext;
