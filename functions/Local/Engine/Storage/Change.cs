using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Instances;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Storage;

internal enum ChangeKind : byte
{
    /// <summary>A new instance.</summary>
    Create = 1,

    /// <summary>A turn with the events it consumed and the actions it asked for.</summary>
    Turn,

    /// <summary>An event for an instance, kept until a turn consumes it.</summary>
    Queue,

    /// <summary>Suspended, resumed, parked or terminated from outside.</summary>
    Status,

    /// <summary>The instance and its history go.</summary>
    Remove,
}

/// <summary>One change of a batch: written to the journal, applied to the stored image, then made visible.</summary>
/// <param name="Target">The instance in memory; null where only the stored image is concerned.</param>
internal readonly record struct Change(
    ChangeKind Kind,
    StoredInstance Instance,
    Instance? Target = null,
    TurnOutcome? Turn = null,
    TurnEvent Event = default,
    InstanceStatus Status = default,
    DateTime AtUtc = default,
    TaskFailure? Failure = null);
