namespace TradingFunctions.Local.Engine;

/// <summary>How much a commit waits for the disk.</summary>
public enum Durability
{
    /// <summary>A commit is on the disk before its effects are visible (<c>synchronous=FULL</c>): survives a power cut.</summary>
    Full,

    /// <summary>A commit is with the operating system (<c>synchronous=OFF</c>): survives the death of the process, not of the machine.</summary>
    Off,

    /// <summary>The file is thrown away with the engine: one transaction lasts as long as the engine, nothing else opens the file, and what is in it is lost at the end.</summary>
    Scratch,
}

/// <summary>Settings of the embedded engine.</summary>
public sealed record EngineOptions
{
    /// <summary>The SQLite file, made when absent. One engine owns it at a time; the host holds the lock.</summary>
    public required string DatabasePath { get; init; }

    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>What the time-outs of activities run by; null for the engine's clock. Where that is accelerated, an activity still takes real time.</summary>
    public TimeProvider? TimeoutClock { get; init; }

    /// <summary>Activities that run at the same time, live.</summary>
    public int MaxActivities { get; init; } = 64;

    /// <summary>
    /// Idle instances whose code stays in memory; the longest idle ones beyond it are replayed from their history when something arrives for them.
    /// 0 replays before every turn.
    /// </summary>
    public int MaxResidentInstances { get; init; } = 20_000;

    /// <summary>Waves of turns inside one instant of virtual time before the run is reported as a livelock.</summary>
    public int MaxTurnsPerInstant { get; init; } = 100_000;

    /// <summary>Keeps a child and its history after its parent has taken the result; otherwise they are removed in that same commit.</summary>
    public bool KeepFinishedChildren { get; init; } = true;

    /// <summary>Keeps the history of generations that ended in a continue-as-new; otherwise only the current one is kept.</summary>
    public bool KeepPastGenerations { get; init; }

    /// <summary>Bytes of journal after which the tables are brought up to date.</summary>
    public int JournalBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Where tests stop the engine; does nothing by default.</summary>
    public IFailpoints Failpoints { get; init; } = NoFailpoints.Instance;
}
