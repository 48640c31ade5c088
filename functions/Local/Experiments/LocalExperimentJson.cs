using System.Text.Json.Serialization;

namespace TradingFunctions.Local.Experiments;

/// <summary>JSON of what recording keeps beside results.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class LocalExperimentJson : JsonSerializerContext;
