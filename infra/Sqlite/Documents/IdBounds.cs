namespace TradingFunctions.Infra.Sqlite.Documents;

/// <summary>Characters beside those of ids, to make bounds of them.</summary>
internal static class IdBounds
{
    /// <summary>Sorts after every character an id may hold.</summary>
    public const char AfterIds = '\u007F';

    /// <summary>Sorts before every character an id may hold.</summary>
    public const char BeforeIds = '\u0001';
}
