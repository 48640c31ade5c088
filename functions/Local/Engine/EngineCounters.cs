namespace TradingFunctions.Local.Engine;

/// <summary>What the engine has done since it was opened, and what it holds.</summary>
/// <param name="Received">Events that turns have worked on: starts, results, timers, events from outside.</param>
/// <param name="Asked">Actions that turns have asked for.</param>
/// <param name="Live">Instances that have not ended.</param>
/// <param name="Resident">Of those, how many have their code in memory.</param>
public sealed record EngineCounters(long Turns, long Received, long Asked, long Activities, long Commits, int Live, int Resident);
