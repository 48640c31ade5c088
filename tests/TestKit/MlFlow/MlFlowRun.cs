namespace TradingFunctions.TestKit.MlFlow;

/// <summary>A run as the stub has it.</summary>
public sealed class MlFlowRun(string id, string experiment, string name, long start)
{
    public string Id { get; } = id;

    public string Experiment { get; } = experiment;

    public string Name { get; internal set; } = name;

    /// <summary>Milliseconds since 1970.</summary>
    public long Start { get; } = start;

    public string Status { get; internal set; } = "RUNNING";

    public long? End { get; internal set; }

    public SortedDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> Metrics { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}
