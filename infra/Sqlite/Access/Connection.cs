using SQLitePCL;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>One connection, used by one thread at a time. Every error is a <see cref="StoreException"/>.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static Connection() => Batteries_V2.Init();

    private Connection(sqlite3 handle, string file)
    {
        this.handle = handle;
        File = file;
    }

    public string File { get; }

    /// <summary>Held by whoever uses a connection that several share.</summary>
    public Lock Turn { get; } = new();

    /// <summary>Rows changed by the last insert, update or delete.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <exception cref="StoreException">The file cannot be opened, or only for reading.</exception>
    public static Connection Open(string file, SqliteOptions options)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(file, out var handle, Flags, null);
        var connection = new Connection(handle, file);
        try
        {
            connection.Check(code);
            connection.Check(raw.sqlite3_busy_timeout(handle, (int)options.BusyTimeout.TotalMilliseconds));
            // SQLite opens a protected file for reading without a word.
            if (raw.sqlite3_db_readonly(handle, "main") == 1)
                throw SqliteFault.ReadOnly(file);
            connection.Execute("PRAGMA temp_store=MEMORY");
            connection.Execute(options.Durability == SqliteDurability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        var statement = new Statement(this, prepared);
        statements.Add(statement);
        return statement;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    public long Scalar(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        using var statement = new Statement(this, prepared);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    public string ScalarText(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        using var statement = new Statement(this, prepared);
        return statement.Step() ? statement.Text(0) : string.Empty;
    }

    /// <summary>Folds into the file what no reader needs any more of the write-ahead log. Waits for nobody.</summary>
    /// <returns>False where another checkpoint was under way.</returns>
    public bool Checkpoint() => raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _) == raw.SQLITE_OK;

    /// <summary>Undoes the open transaction; SQLite has done so itself after some errors.</summary>
    public void Rollback(string sql = "ROLLBACK")
    {
        if (raw.sqlite3_get_autocommit(handle) == 0)
            raw.sqlite3_exec(handle, sql);
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Fault(code);
    }

    public StoreException Fault(int code) => SqliteFault.From(code, File, raw.sqlite3_errmsg(handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        handle.Dispose();
    }
}
