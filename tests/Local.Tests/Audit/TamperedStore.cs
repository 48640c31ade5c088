using Microsoft.Data.Sqlite;

namespace TradingFunctions.Local.Tests.Audit;

/// <summary>What somebody with the store's file in his hands can do to it.</summary>
internal sealed class TamperedStore(string file)
{
    static TamperedStore() => SQLitePCL.Batteries_V2.Init();

    public sealed record Row(long Number, string Container, string Partition, string Id, byte[] Json);

    public List<Row> Rows(string where = "1=1")
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT row, container, partition, id, json FROM documents WHERE {where} ORDER BY row";
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(new Row(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), (byte[])reader[4]));
        }

        return rows;
    }

    public void Change(Row row, byte[] json) => Execute("UPDATE documents SET json=$json WHERE row=$row", ("$json", json), ("$row", row.Number));

    public void Insert(Row row) => Execute(
        "INSERT INTO documents (container, partition, id, version, json) VALUES ($container, $partition, $id, 1, $json)",
        ("$container", row.Container), ("$partition", row.Partition), ("$id", row.Id), ("$json", row.Json));

    public void Remove(string where) => Execute($"DELETE FROM documents WHERE {where}");

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
