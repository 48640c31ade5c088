using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Workers;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Worker))]
public sealed partial class WorkersJson : JsonSerializerContext;
