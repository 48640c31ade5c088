using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Decisions.Chains;

/// <summary>What is wrong with a record or a chain.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditFaultKind>))]
public enum AuditFaultKind
{
    /// <summary>It is not what it was when it was sealed.</summary>
    Changed,

    /// <summary>It was sealed, or others prove that it was there, and it is gone.</summary>
    Missing,

    /// <summary>It came into a day that had been sealed.</summary>
    Added,

    /// <summary>Every record is what it was, and the chain over them is another.</summary>
    Reordered,

    /// <summary>The end is gone.</summary>
    CutOff,

    /// <summary>It cannot be read at all.</summary>
    Unreadable,
}

/// <summary>One finding.</summary>
/// <param name="Where">The run and symbol, the log, the anchors.</param>
/// <param name="Record">Id of the record; null where it is about the whole.</param>
public sealed record AuditFault(AuditFaultKind Kind, string Where, string? Record, string Text);

/// <summary>What an examination of the decision log came to.</summary>
/// <param name="IsValid">Nothing is wrong.</param>
/// <param name="Anchors">Anchors in the store.</param>
/// <param name="Copies">Copies outside it that were compared.</param>
/// <param name="Records">Records of runs that are what they were when they were sealed.</param>
/// <param name="LogEntries">Entries of the account's log that are what they were when they were sealed.</param>
/// <param name="Unsealed">Records and log entries that no chain holds yet: those of the running day.</param>
/// <param name="Faults">The first of them, in the order of the examination.</param>
/// <param name="FaultCount">How many there are.</param>
public sealed record AuditReport(
    bool IsValid, int Anchors, Anchor? LastAnchor, int Copies, int Runs, int Chains, long Records, long LogEntries, long Unsealed, AuditFault[] Faults, long FaultCount);

/// <summary>Collects findings.</summary>
internal sealed class AuditFindings
{
    private const int Kept = 200;

    private readonly List<AuditFault> faults = [];

    public long Count { get; private set; }

    public AuditFault[] ToArray() => [.. faults];

    public void Add(AuditFaultKind kind, string where, string? record, string text)
    {
        Count++;
        if (faults.Count < Kept)
        {
            faults.Add(new AuditFault(kind, where, record, text));
        }
    }
}
