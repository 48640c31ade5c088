namespace TradingFunctions.Local.Analysis;

/// <summary>Which analysis' results lie in which directory: a small file in the state directory.</summary>
/// <param name="Id">The analysis that wrote there last.</param>
/// <param name="Output">Where.</param>
internal sealed record LatestAnalysis(string Id, string Output)
{
    private const string FileName = "analysis.latest";

    /// <summary>Null where the state is of no analysis.</summary>
    public static LatestAnalysis? Read(string stateDirectory)
    {
        var file = Path.Combine(stateDirectory, FileName);
        return File.Exists(file) && File.ReadAllLines(file) is [var id, var output] ? new LatestAnalysis(id, output) : null;
    }

    public void Write(string stateDirectory)
    {
        var file = Path.Combine(stateDirectory, FileName);
        File.WriteAllLines(file + ".new", [Id, Output]);
        File.Move(file + ".new", file, overwrite: true);
    }
}
