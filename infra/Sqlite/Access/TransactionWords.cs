namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>How a group of writes begins and ends.</summary>
internal sealed record TransactionWords(string Begin, string Commit, string Rollback)
{
    private static readonly TransactionWords Own = new("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK");

    /// <summary>Inside the one transaction that a scratch file is written in, from its opening to its closing.</summary>
    private static readonly TransactionWords Nested = new("SAVEPOINT writes", "RELEASE writes", "ROLLBACK TO writes; RELEASE writes");

    public static TransactionWords For(SqliteOptions options) => options.Durability == SqliteDurability.Scratch ? Nested : Own;
}
