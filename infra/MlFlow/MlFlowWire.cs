using System.Text.Json.Serialization;

namespace TradingFunctions.Infra.MlFlow;

// The messages of MLflow's REST API 2.0 that are used, field for field as its documentation names them.
internal sealed record KeyValue(string Key, string Value);

internal sealed record MetricPoint(string Key, double Value, long Timestamp, long Step);

internal sealed record CreateExperiment(string Name);

internal sealed record ExperimentCreated(string? ExperimentId);

internal sealed record ExperimentFound(ExperimentInfo? Experiment);

internal sealed record ExperimentInfo(string? ExperimentId, string? LifecycleStage);

internal sealed record SearchRuns(string[] ExperimentIds, string Filter, string RunViewType, int MaxResults);

internal sealed record RunsFound(RunMessage[]? Runs);

internal sealed record CreateRun(string ExperimentId, string RunName, long StartTime, KeyValue[] Tags);

internal sealed record RunAnswer(RunMessage? Run);

internal sealed record RunMessage(RunInfo? Info);

internal sealed record RunInfo(string? RunId, string? ArtifactUri);

internal sealed record LogBatch(string RunId, MetricPoint[] Metrics, KeyValue[] Params, KeyValue[] Tags);

internal sealed record UpdateRun(string RunId, string Status, long? EndTime, string RunName);

internal sealed record ErrorMessage(string? ErrorCode, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateExperiment))]
[JsonSerializable(typeof(ExperimentCreated))]
[JsonSerializable(typeof(ExperimentFound))]
[JsonSerializable(typeof(SearchRuns))]
[JsonSerializable(typeof(RunsFound))]
[JsonSerializable(typeof(CreateRun))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(LogBatch))]
[JsonSerializable(typeof(UpdateRun))]
[JsonSerializable(typeof(ErrorMessage))]
internal sealed partial class MlFlowJson : JsonSerializerContext;
