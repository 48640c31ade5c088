namespace TradingFunctions.Local.Engine;

/// <summary>Boundaries between a durable write and the next effect, where a test may stop the engine as a crash would.</summary>
public enum Failpoint
{
    /// <summary>The batch is complete, nothing of it is written.</summary>
    BeforeCommit,

    /// <summary>The batch is written, no effect of it is visible.</summary>
    AfterCommit,

    /// <summary>Half of the batch's effects are visible.</summary>
    BetweenEffects,

    /// <summary>An activity is about to run.</summary>
    BeforeActivity,

    /// <summary>An activity has run, its result is not recorded.</summary>
    AfterActivity,

    /// <summary>A turn has run, its outcome is not handed over.</summary>
    AfterTurn,

    /// <summary>The tables are brought up to date inside an open transaction.</summary>
    InsideFlush,

    /// <summary>The tables are up to date and the journal is empty.</summary>
    AfterFlush,

    /// <summary>Virtual time has moved on, nothing of the new instant is committed.</summary>
    AfterClockJump,
}

/// <summary>Told of every boundary that the engine crosses. An exception from it abandons the engine there.</summary>
public interface IFailpoints
{
    void Hit(Failpoint failpoint);
}

internal sealed class NoFailpoints : IFailpoints
{
    public static readonly NoFailpoints Instance = new();

    public void Hit(Failpoint failpoint)
    {
    }
}
