namespace TradingFunctions.Local.Tests.Engine;

/// <summary>A database path of its own, gone with its side files when disposed.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("engine-").FullName;

    public string Path => System.IO.Path.Combine(directory, "engine.db");

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
