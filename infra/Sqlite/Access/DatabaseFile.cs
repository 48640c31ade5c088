using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>Opens a file for writing after having looked at what it is: one of ours, whole, of a version this build knows.</summary>
internal static class DatabaseFile
{
    // Checkpoints of 4 MB of log: rare enough for throughput, short enough for the slowest write.
    private const int CheckpointPages = 1000;
    private const long LogBytesKept = 16L * 1024 * 1024;
    private const int CacheKilobytes = 64 * 1024;

    /// <exception cref="StoreException">Locked, full, read-only, damaged, foreign or newer. The file is left as it is.</exception>
    public static Connection Open(string file, SqliteOptions options, Schema schema)
    {
        var connection = Connection.Open(file, options);
        try
        {
            var isNew = Identify(connection, schema);
            if (!isNew)
                CheckIntegrity(connection, options);
            if (options.Durability == SqliteDurability.Scratch)
                connection.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY");
            else if (connection.ScalarText("PRAGMA journal_mode=WAL") != "wal")
                throw new StoreException(StoreFailure.Unavailable, file, "the file system does not carry a write-ahead log.", "Put the data directory on a local disk.");
            connection.Execute($"PRAGMA wal_autocheckpoint={CheckpointPages}; PRAGMA journal_size_limit={LogBytesKept}; PRAGMA cache_size=-{CacheKilobytes}");
            if (options.MaxBytes is { } bytes)
                connection.Execute($"PRAGMA max_page_count={Math.Max(1, bytes / connection.Scalar("PRAGMA page_size"))}");
            if (isNew)
                Create(connection, schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool Identify(Connection connection, Schema schema)
    {
        var application = connection.Scalar("PRAGMA application_id");
        var version = connection.Scalar("PRAGMA user_version");
        if (application == 0 && version == 0 && connection.Scalar("SELECT count(*) FROM sqlite_master") == 0)
            return true;
        if (application != schema.ApplicationId)
            throw new StoreException(StoreFailure.Foreign, connection.File, "the file belongs to another program.", "Choose another data directory.");
        if (version != schema.Version)
        {
            throw new StoreException(
                StoreFailure.Foreign, connection.File, $"its tables have version {version}, this build knows {schema.Version}.", "Use the build that wrote it, or choose another data directory.");
        }

        return false;
    }

    private static void CheckIntegrity(Connection connection, SqliteOptions options)
    {
        if (connection.Scalar("PRAGMA page_count") * connection.Scalar("PRAGMA page_size") > options.FullCheckBytes)
            return;
        var answer = connection.ScalarText("PRAGMA quick_check(1)");
        if (answer != "ok")
            throw SqliteFault.Corrupt(connection.File, answer);
    }

    private static void Create(Connection connection, Schema schema)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            connection.Execute(schema.Sql);
            connection.Execute($"PRAGMA application_id={schema.ApplicationId}; PRAGMA user_version={schema.Version}");
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Rollback();
            throw;
        }
    }
}
