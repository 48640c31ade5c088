using SQLitePCL;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>Result codes of SQLite (https://www.sqlite.org/rescode.html) as <see cref="StoreException"/>.</summary>
internal static class SqliteFault
{
    private const int PrimaryCode = 0xFF;

    public static StoreException From(int code, string file, string detail) => (code & PrimaryCode) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
            StoreFailure.Locked, file, "another process holds the file.", "Stop the other host or give this one its own data directory."),
        raw.SQLITE_FULL => new(
            StoreFailure.Full, file, "no room left for the write.", "Free space on the disk and start again; nothing was lost."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => ReadOnly(file),
        raw.SQLITE_CORRUPT => Corrupt(file, detail),
        raw.SQLITE_NOTADB => new(
            StoreFailure.Corrupt, file, "the file is not a database.", "Restore it from a backup, or move it away to start empty."),
        raw.SQLITE_CANTOPEN => new(
            StoreFailure.Unavailable, file, "the file cannot be opened or made.", "Check that its folder exists and may be written."),
        _ => new(StoreFailure.Unavailable, file, $"SQLite answered {code}: {detail}.", "Check the disk and its log; the file is left as it is."),
    };

    public static StoreException ReadOnly(string file) => new(
        StoreFailure.ReadOnly, file, "the file may not be written.", "Give the user of this process the right to write the file and its folder.");

    public static StoreException Corrupt(string file, string detail) => new(
        StoreFailure.Corrupt, file, $"the file is damaged ({detail}).", "Keep a copy, then restore it from a backup or move it away to start empty.");
}
