namespace TradingFunctions.Local.Engine.Storage;

/// <summary>The tables, and how an old or foreign file is met.</summary>
/// <remarks>
/// A commit appends one row to <c>journal</c>. From time to time, and before a listing, the tables are brought up to date and the journal is
/// emptied in one transaction: an instance that begins and ends in between never costs a row of its own.
/// </remarks>
internal static class Schema
{
    private const int Current = 1;

    private const string Create = """
        BEGIN;
        CREATE TABLE journal (batch INTEGER PRIMARY KEY, changes BLOB NOT NULL);
        CREATE TABLE instances (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, orchestration TEXT NOT NULL, version TEXT NOT NULL, status INTEGER NOT NULL,
            generation INTEGER NOT NULL, turns INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            parent_id TEXT, parent INTEGER NOT NULL, parent_task INTEGER NOT NULL,
            input BLOB, output BLOB, custom_status BLOB, failure TEXT, pending BLOB);
        CREATE INDEX instances_by_status ON instances (status, id);
        CREATE TABLE history (
            instance INTEGER NOT NULL, generation INTEGER NOT NULL, turn INTEGER NOT NULL, turns INTEGER NOT NULL, frames BLOB NOT NULL,
            PRIMARY KEY (instance, generation, turn)) WITHOUT ROWID;
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES ('clock', 0), ('next', 1);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    /// <exception cref="EngineStorageException">The file is not a database of this engine, or a newer build wrote it.</exception>
    public static void Prepare(Database database, EngineOptions options)
    {
        database.Execute($"""
            PRAGMA journal_mode = {(options.Durability == Durability.Scratch ? "MEMORY" : "WAL")};
            PRAGMA locking_mode = {(options.Durability == Durability.Scratch ? "EXCLUSIVE" : "NORMAL")};
            PRAGMA synchronous = {(options.Durability == Durability.Full ? "FULL" : "OFF")};
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -65536;
            """);
        var version = database.Scalar("PRAGMA user_version");
        if (version == Current)
            return;
        if (version != 0)
            throw new EngineStorageException($"{options.DatabasePath} has format {version}, this build knows {Current}. Use the build that wrote it.");
        if (database.Scalar("SELECT count(*) FROM sqlite_master") != 0)
            throw new EngineStorageException($"{options.DatabasePath} is a database of something else. Use another data directory.");
        database.Execute(Create);
    }
}
