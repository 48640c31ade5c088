namespace TradingFunctions.Pipeline.MarketData;

/// <param name="SlotUtc">The minute that has just ended: what an ingestion is known by.</param>
public sealed record IngestRequest(DateTime SlotUtc);

/// <summary>What is to be asked for.</summary>
/// <param name="Chunks">0 outside sessions.</param>
/// <param name="IsBackfill">Everything since the last check is asked for again.</param>
public sealed record IngestPlan(DateOnly Date, int Chunks, bool IsBackfill);

/// <summary>One chunk of the day's roster; the symbols are in the store.</summary>
public sealed record ChunkRequest(DateTime SlotUtc, DateOnly Date, int Chunk, bool IsBackfill);

/// <summary>What one chunk came to.</summary>
/// <param name="Requests">Requests charged to the budget.</param>
/// <param name="AgesMs">Of the bars that ended with the slot: time from their end to the store, milliseconds.</param>
/// <param name="Failure">Null where it was done.</param>
public sealed record ChunkResult(int Chunk, int Symbols, int Added, int Late, int Corrected, int Rejected, int Requests, int[] AgesMs, string? Failure);

/// <param name="Chunks">One per chunk of the slot.</param>
public sealed record IngestEnding(DateTime SlotUtc, DateOnly Date, ChunkResult[] Chunks);

/// <param name="P99Seconds">Age that 99 % of the slot's bars were no older than; null where none came.</param>
public sealed record IngestResult(DateTime SlotUtc, int Symbols, int Added, int FailedChunks, double? P99Seconds);
