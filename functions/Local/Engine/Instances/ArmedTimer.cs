namespace TradingFunctions.Local.Engine.Instances;

/// <summary>A durable timer that is waited for.</summary>
internal sealed class ArmedTimer(Instance instance, int taskId, DateTime dueUtc)
{
    public Instance Instance { get; } = instance;

    public int TaskId { get; } = taskId;

    public DateTime DueUtc { get; } = dueUtc;

    public bool IsCanceled { get; set; }
}
