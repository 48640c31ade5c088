namespace TradingFunctions.Infra.Sqlite;

public enum SqliteDurability
{
    /// <summary>A write that returned survives a power cut: <c>synchronous=FULL</c>.</summary>
    Full,

    /// <summary>A write that returned survives the end of the process, not of the machine: <c>synchronous=OFF</c>.</summary>
    None,

    /// <summary>
    /// For a file that one document store uses and that is thrown away with it: one transaction lasts from opening to closing, the file is never shared, and reads take turns
    /// with writes on one connection. After a crash the file is of no use.
    /// </summary>
    Scratch,
}

/// <summary>How a file is opened.</summary>
public sealed record SqliteOptions
{
    public SqliteDurability Durability { get; init; } = SqliteDurability.Full;

    /// <summary>How long to wait for another process that holds the file. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest size of the file in bytes; a write beyond it fails as on a full disk. Not limited by default.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Files up to this many bytes are checked page by page at open, larger ones by their header and schema. Default 256 MB, about a second.</summary>
    public long FullCheckBytes { get; init; } = 256L * 1024 * 1024;
}
