using Microsoft.Data.Sqlite;

namespace TradingFunctions.Local.Cli.Doctor;

/// <summary>Whether a database file is sound. Reads only.</summary>
internal static class DatabaseCheck
{
    private const string Advice = "Restore the data directory from a backup, or start with a new one: --data.";

    public static Check Run(string file)
    {
        var name = Path.GetFileName(file);
        if (!File.Exists(file))
        {
            return Check.Ok(name, "Not there yet; made at the first start.");
        }

        try
        {
            SQLitePCL.Batteries_V2.Init();
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var answer = command.ExecuteScalar() as string;
            return answer == "ok" ? Check.Ok(name, $"{new FileInfo(file).Length >> 10:N0} KB, sound.") : new Check(name, CheckStatus.Fail, $"Damaged: {answer}", Advice);
        }
        catch (SqliteException e)
        {
            return new Check(name, CheckStatus.Fail, $"Cannot be read: {e.Message}", Advice);
        }
    }
}
