using SQLitePCL;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>A prepared statement. Parameters are bound in order, from 1; columns are read from 0.</summary>
internal sealed class Statement(Database database, sqlite3_stmt prepared) : IDisposable
{
    private int parameter;

    public Statement Bind(long value)
    {
        database.Check(raw.sqlite3_bind_int64(prepared, ++parameter, value));
        return this;
    }

    public Statement Bind(string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(prepared, ++parameter) : raw.sqlite3_bind_text(prepared, ++parameter, value));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty ? raw.sqlite3_bind_null(prepared, ++parameter) : raw.sqlite3_bind_blob(prepared, ++parameter, value));
        return this;
    }

    /// <summary>Executes a statement that gives no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last; the statement can then be bound again.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(prepared);
        if (code == raw.SQLITE_ROW)
            return true;
        Reset();
        database.Check(code);
        return false;
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(prepared);
        parameter = 0;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(prepared, column);

    public int Int32(int column) => raw.sqlite3_column_int(prepared, column);

    public string? Text(int column) =>
        raw.sqlite3_column_type(prepared, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(prepared, column).utf8_to_string();

    /// <summary>A copy; empty for NULL.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(prepared, column).ToArray();

    public void Dispose() => prepared.Dispose();
}
