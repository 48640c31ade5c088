namespace TradingFunctions.Infra.Sqlite.Queue;

/// <summary>A visible message before it is delivered.</summary>
/// <param name="Attempts">Deliveries since it arrived or was sent again.</param>
/// <param name="Deliveries">Deliveries ever: numbers its receipts.</param>
internal readonly record struct Candidate(long Sequence, string Id, byte[] Body, int Priority, int Attempts, long Deliveries, DateTime EnqueuedUtc);
