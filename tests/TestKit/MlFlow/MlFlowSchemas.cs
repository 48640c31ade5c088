namespace TradingFunctions.TestKit.MlFlow;

/// <summary>The requests of MLflow's REST API 2.0 that we send, by their endpoint, as the documentation has them.</summary>
internal static class MlFlowSchemas
{
    /// <summary>Bounds of the documentation's "Log Batch".</summary>
    public const int MaxKey = 250;

    public const int MaxValue = 250;

    public static IReadOnlyDictionary<string, MlFlowField[]> Posts { get; } = new Dictionary<string, MlFlowField[]>(StringComparer.Ordinal)
    {
        ["experiments/create"] = [new("name", "string", IsRequired: true), new("artifact_location", "string"), new("tags", "array", Items: MlFlowField.Tag)],
        ["runs/create"] =
        [
            new("experiment_id", "string", IsRequired: true), new("user_id", "string"), new("run_name", "string"), new("start_time", "int64"), new("tags", "array", Items: MlFlowField.Tag),
        ],
        ["runs/search"] =
        [
            new("experiment_ids", "array", IsRequired: true), new("filter", "string"), new("run_view_type", "string", Choices: ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]),
            new("max_results", "int64"), new("order_by", "array"), new("page_token", "string"),
        ],
        ["runs/log-batch"] =
        [
            new("run_id", "string", IsRequired: true), new("metrics", "array", Items: MlFlowField.Metric), new("params", "array", Items: MlFlowField.Tag), new("tags", "array", Items: MlFlowField.Tag),
        ],
        ["runs/update"] =
        [
            new("run_id", "string", IsRequired: true), new("run_uuid", "string"), new("status", "string", Choices: ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]),
            new("end_time", "int64"), new("run_name", "string"),
        ],
    };

    public static bool IsKey(string key) => key.Length is >= 1 and <= MaxKey && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or '/');
}
