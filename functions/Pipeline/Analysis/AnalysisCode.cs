using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Analysis;

/// <summary>Whose code, or which model, an analysis goes by, where it is not built in: with another one it would be another analysis.</summary>
/// <param name="Checksum">SHA-256 of the plug-in's file, or of the model.</param>
/// <param name="Model">Id of the model's training run; null for a plug-in.</param>
public sealed record AnalysisCode(string Checksum, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null);
