using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Hosting.Configuration;

/// <summary>The folder that holds everything a host keeps. One host at a time: opening takes a lock that ends with the process.</summary>
public sealed class DataDirectory : IDisposable
{
    public const string KeyFileName = "function.key";
    public const string AnswersFolderName = "answers";

    public const string PluginsFolderName = "plugins";

    public const string AnalysesFolderName = "analyses";

    private const string LockFileName = "host.lock";

    // Beside the lock: on most systems nobody else can read a file that is locked.
    private const string OwnerFileName = "host.pid";

    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream hostLock;

    private DataDirectory(string path, FileStream hostLock, string functionKey)
    {
        Path = path;
        this.hostLock = hostLock;
        FunctionKey = functionKey;
    }

    /// <summary>Under the user's local share: <c>~/.local/share/trading-functions</c>, on Windows <c>%LOCALAPPDATA%\trading-functions</c>.</summary>
    public static string DefaultPath { get; } = System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "trading-functions");

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Histories of the engine.</summary>
    public string EngineFile => In("engine.db");

    /// <summary>The document store.</summary>
    public string StoreFile => In("store.db");

    /// <summary>The signal queue.</summary>
    public string QueueFile => In("queue.db");

    /// <summary>Journal of the simulated exchange.</summary>
    public string ExchangeFile => In("exchange.db");

    /// <summary>Old records.</summary>
    public string ArchiveFolder => In("archive");

    /// <summary>Assemblies with strategies.</summary>
    public string PluginsFolder => In(PluginsFolderName);

    /// <summary>Price tables that requests may name.</summary>
    public string PricesFolder => In("prices");

    /// <summary>Results of analyses, a folder each.</summary>
    public string AnalysesFolder => In(AnalysesFolderName);

    /// <summary>Copies of the decision log's anchors.</summary>
    public string AnchorsFile => In("anchors.log");

    /// <summary>Answers of the language model, by prompt.</summary>
    public string AnswersFolder => In(AnswersFolderName);

    public string KeyFile => In(KeyFileName);

    /// <summary>What callers send as <c>x-functions-key</c>: 32 random bytes as base64url, made at the first start.</summary>
    public string FunctionKey { get; }

    /// <summary>Opens the folder, or makes it with its key.</summary>
    /// <param name="path">Null for <see cref="DefaultPath"/>.</param>
    /// <exception cref="StoreException">In use by another host, not writable, full, or its key is damaged.</exception>
    public static DataDirectory Open(string? path = null)
    {
        var full = System.IO.Path.GetFullPath(path ?? DefaultPath);
        try
        {
            Directory.CreateDirectory(full);
            var taken = Lock(System.IO.Path.Combine(full, LockFileName), full);
            try
            {
                File.WriteAllText(System.IO.Path.Combine(full, OwnerFileName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                return new DataDirectory(full, taken, ReadOrMakeKey(System.IO.Path.Combine(full, KeyFileName)));
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Describe(full, e);
        }
    }

    public void Dispose() => hostLock.Dispose();

    private string In(string file) => System.IO.Path.Combine(Path, file);

    private static FileStream Lock(string file, string folder)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file) && !IsFull(e))
        {
            throw new StoreException(StoreFailure.Locked, folder, $"another host{Owner(folder)} runs on this data directory.", "Stop it, or choose another directory with --data.", e);
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(System.IO.Path.Combine(folder, OwnerFileName)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? $" (process {pid})" : string.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static string ReadOrMakeKey(string file)
    {
        if (!File.Exists(file))
            return MakeKey(file);
        var key = File.ReadAllText(file).Trim();
        return IsKey(key)
            ? key
            : throw new StoreException(StoreFailure.Corrupt, file, "the file holds no function key.", "Delete it: the next start makes another one.");
    }

    private static bool IsKey(string key) => Base64Url.IsValid(key, out var bytes) && bytes == KeyBytes;

    private static string MakeKey(string file)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        // A crash leaves a whole key or none.
        var draft = file + ".new";
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(key);
        File.Move(draft, file, overwrite: true);
        return key;
    }

    private static StoreException Describe(string path, Exception e) => e switch
    {
        _ when e is UnauthorizedAccessException || IsReadOnly(e) => new(StoreFailure.ReadOnly, path, "the data directory may not be written.", "Give this user the right to write it, or choose another one with --data.", e),
        IOException io when IsFull(io) => new(StoreFailure.Full, path, "no room left on the disk.", "Free some space and start again.", e),
        _ => new(StoreFailure.Unavailable, path, $"the data directory cannot be used: {e.Message}", "Choose another one with --data.", e),
    };

    // EROFS, and ERROR_WRITE_PROTECT of Windows.
    private static bool IsReadOnly(Exception e) => (e.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? 19 : 30);

    // ENOSPC, and ERROR_DISK_FULL of Windows.
    private static bool IsFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 112;
}
