namespace TradingFunctions.Local.Engine;

/// <summary>What the engine has done since it was opened, and what it holds.</summary>
/// <param name="Live">Instances that have not ended.</param>
/// <param name="Resident">Of those, how many have their code in memory.</param>
public sealed record EngineCounters(long Turns, long Activities, long Commits, int Live, int Resident);
