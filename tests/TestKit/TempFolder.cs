namespace TradingFunctions.TestKit;

/// <summary>A folder of one test.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tf-");

    public string this[string file] => Path.Combine(folder.FullName, file);

    public void Dispose() => folder.Delete(recursive: true);
}
