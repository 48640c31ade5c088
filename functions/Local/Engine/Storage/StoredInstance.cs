using System.Text;
using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

/// <summary>
/// An instance as it is committed: what its row says, and what the journal says beyond it. Only <see cref="EngineStore"/> changes it, under its lock.
/// </summary>
internal sealed class StoredInstance
{
    /// <summary>Row number; 0 is none.</summary>
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Orchestration { get; init; }

    public required string Version { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public string? ParentId { get; init; }

    public long ParentNumber { get; init; }

    public int ParentTask { get; init; } = -1;

    public InstanceStatus Status { get; set; }

    public int Generation { get; set; }

    public int Turns { get; set; }

    public DateTime UpdatedUtc { get; set; }

    public required ReadOnlyMemory<byte> Input { get; set; }

    public ReadOnlyMemory<byte> Output { get; set; }

    public ReadOnlyMemory<byte> CustomStatus { get; set; }

    public TaskFailure? Failure { get; set; }

    /// <summary>Events given to the instance that no committed turn has consumed, in order.</summary>
    public Queue<TurnEvent> Pending { get; set; } = new();

    /// <summary>Turns that are in the journal only.</summary>
    public List<(int Generation, int Turn, byte[] Frame)> Unflushed { get; } = [];

    /// <summary>Whether there is a row.</summary>
    public bool InTable { get; set; }

    /// <summary>Whether the row is behind.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Whether the row is to go.</summary>
    public bool IsRemoved { get; set; }


    public bool HasEnded => Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;

    public InstanceInfo ToInfo() => new(
        Id, Orchestration, Version, Status, CreatedUtc, UpdatedUtc, ParentId, Generation, Turns, Json(Input), Json(Output), Json(CustomStatus), Failure);

    private static string? Json(ReadOnlyMemory<byte> json) => json.IsEmpty ? null : Encoding.UTF8.GetString(json.Span);
}
