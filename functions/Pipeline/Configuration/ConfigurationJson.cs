using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Configuration;

/// <summary>JSON of the configuration: in <c>trading.yaml</c>, in the store and over HTTP it has the same names.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(TradingOptions))]
[JsonSerializable(typeof(DynamicSection))]
[JsonSerializable(typeof(ConfigurationChange))]
public sealed partial class ConfigurationJson : JsonSerializerContext;
