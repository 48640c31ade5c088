using TradingFunctions.Local.Engine.Histories;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Activities and timers that a history has begun and not ended.</summary>
internal sealed class OpenWork
{
    private readonly SortedDictionary<int, TurnAction> open = [];

    /// <param name="history">Turns of the current generation.</param>
    /// <param name="pending">Events that are stored and not consumed.</param>
    public OpenWork(IEnumerable<TurnRecord> history, IEnumerable<TurnEvent> pending)
    {
        foreach (var turn in history)
        {
            foreach (var item in turn.Events)
                open.Remove(item.TaskId);
            foreach (var action in turn.Actions)
                Apply(action);
        }

        foreach (var item in pending)
            open.Remove(item.TaskId);
    }

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<TurnAction> Actions => open.Values;

    private void Apply(in TurnAction action)
    {
        if (action.Kind is TurnActionKind.ScheduleActivity or TurnActionKind.CreateTimer)
            open.Add(action.TaskId, action);
        else if (action.Kind == TurnActionKind.CancelTimer)
            open.Remove(action.TaskId);
    }
}
