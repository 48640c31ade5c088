using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingFunctions.Hosting.Scheduling;

/// <summary>What is stored of a trigger.</summary>
/// <param name="LastUtc">The last slot that has fired, or the first start of the trigger.</param>
internal sealed record CronState(DateTime LastUtc);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CronState))]
internal sealed partial class SchedulingJson : JsonSerializerContext;
