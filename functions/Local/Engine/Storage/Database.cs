using SQLitePCL;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>One SQLite connection and its prepared statements; every error becomes an <see cref="EngineStorageException"/>. Not thread-safe.</summary>
internal sealed class Database : IDisposable
{
    private readonly string path;
    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static Database() => Batteries_V2.Init();

    public Database(string path, bool readOnly)
    {
        this.path = path;
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        Check(raw.sqlite3_open_v2(path, out handle, flags | raw.SQLITE_OPEN_NOMUTEX, vfs: null));
        Check(raw.sqlite3_busy_timeout(handle, 2_000));
    }

    /// <summary>Runs one or more statements without parameters.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>A statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        var statement = new Statement(this, prepared);
        statements.Add(statement);
        return statement;
    }

    public long Scalar(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        using var statement = new Statement(this, prepared);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Runs the work in a transaction; inside the one of a scratch file, in a part of it.</summary>
    public void InTransaction(Action work)
    {
        var isNested = raw.sqlite3_get_autocommit(handle) == 0;
        Execute(isNested ? "SAVEPOINT work" : "BEGIN IMMEDIATE");
        try
        {
            work();
            Execute(isNested ? "RELEASE work" : "COMMIT");
        }
        catch
        {
            // The first error is the one to report; without a transaction there is nothing to roll back.
            _ = raw.sqlite3_exec(handle, isNested ? "ROLLBACK TO work; RELEASE work" : "ROLLBACK");
            throw;
        }
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new EngineStorageException($"The engine's database {path} {Advice(code & 0xFF)} (SQLite {code}: {raw.sqlite3_errmsg(handle).utf8_to_string()})");
    }

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        handle.Dispose();
    }

    private static string Advice(int code) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is in use by another process. Stop that process, or use another data directory.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "cannot be written. Give this user the right to write the file and its directory.",
        raw.SQLITE_CANTOPEN => "cannot be opened. Check that its directory exists and that this user may write there.",
        raw.SQLITE_FULL => "does not fit on the disk. Free space and start again; what was committed is kept.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "is damaged or is no database. Restore the data directory from a backup; the file was left as it is.",
        raw.SQLITE_IOERR => "cannot be read or written by the operating system. Check the disk, then start again; what was committed is kept.",
        _ => "refuses a statement.",
    };
}
