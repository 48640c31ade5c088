namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Where a test may stop the exchange as a crash would.</summary>
public enum JournalBoundary
{
    /// <summary>The batch is in the transaction, which is still open.</summary>
    BeforeCommit,

    /// <summary>The batch is on disk, nobody has been told.</summary>
    AfterCommit,
}
