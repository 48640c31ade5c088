namespace TradingFunctions.Pipeline.Retention;

/// <param name="SlotUtc">The schedule slot: ages are counted from it.</param>
public sealed record RetentionRequest(DateTime SlotUtc);

/// <param name="BeforeUtc">Older things are moved or removed.</param>
/// <param name="After">Where the step before ended; null for the first.</param>
public sealed record RetentionStep(DateTime BeforeUtc, string? After = null);

/// <param name="Count">Moved or removed.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record RetentionProgress(int Count, string? Next);

/// <summary>What was moved or removed.</summary>
public sealed record RetentionResult(int Orders, int LogEntries, int Signals, int Instances);
