using System.Text;
using SQLitePCL;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>A prepared statement, kept and used again. Columns may be read after <see cref="Step"/> gave true, until the next step or reset.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 1024;

    public void Bind(int index, long value) => connection.Check(raw.sqlite3_bind_int64(handle, index, value));

    // An empty span has no address, and SQLite takes that for NULL: hence the special cases of length 0.
    public void Bind(int index, ReadOnlySpan<byte> value) =>
        connection.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));

    public void Bind(int index, string value)
    {
        if (value.Length == 0)
        {
            connection.Check(raw.sqlite3_bind_text(handle, index, string.Empty));
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = size <= StackBytes ? stackalloc byte[StackBytes] : new byte[size];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        connection.Check(raw.sqlite3_bind_text(handle, index, buffer[..length]));
    }

    /// <returns>True when there is a row.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        // The error is taken before the reset, which would clear its text.
        var fault = connection.Fault(code);
        Reset();
        throw fault;
    }

    /// <summary>Runs a statement that gives no rows, or whose rows do not matter.</summary>
    public void Execute()
    {
        while (Step())
        {
        }

        Reset();
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public void Dispose() => handle.Dispose();
}
