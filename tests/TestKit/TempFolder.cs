namespace TradingFunctions.TestKit;

/// <summary>
/// A folder of one test; in memory where there is room, for a test that ends a process needs no disk: what a process has written outlives it, and nothing here cuts
/// the power.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long Room = 2L * 1024 * 1024 * 1024;

    private readonly DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Root(), $"tf-{Guid.NewGuid():N}"));

    public string this[string file] => Path.Combine(folder.FullName, file);

    /// <summary>Where folders of tests are made.</summary>
    public static string Root() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room ? Memory : Path.GetTempPath();

    public void Dispose() => folder.Delete(recursive: true);
}
