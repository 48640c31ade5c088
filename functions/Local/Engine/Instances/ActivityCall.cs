using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>An activity that a committed turn has asked for.</summary>
/// <param name="Definition">Null when this build does not have it.</param>
internal sealed record ActivityCall(Instance Instance, int TaskId, string Name, ActivityDefinition? Definition, ReadOnlyMemory<byte> Input)
{
    public Phase Phase => Definition?.Phase ?? Instance.Phase;
}
