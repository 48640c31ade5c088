using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Running;
using TradingFunctions.Local.Engine.Storage;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>A live instance in memory: what waits for its next turn, and its code while that is resident.</summary>
/// <remarks>It runs one turn at a time, and the next one only when the one before is committed.</remarks>
internal sealed class Instance(StoredInstance stored, OrchestrationDefinition? definition, Instance? parent, Dispatcher dispatcher) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly List<(TurnEvent Event, bool IsStored)> inbox = [];
    private State state;
    private bool needsStart = stored.Turns == 0;
    private bool sawForeignWork;

    private enum State : byte
    {
        Idle,

        /// <summary>Waits for a thread.</summary>
        Ready,

        /// <summary>Its turn runs or is being committed.</summary>
        Busy,
    }

    public StoredInstance Stored { get; } = stored;

    public string Id => Stored.Id;

    /// <summary>Null when this build does not have it: the instance is parked.</summary>
    public OrchestrationDefinition? Definition { get; } = definition;

    public Instance? Parent { get; } = parent;

    public Phase Phase => Definition?.Phase ?? default;

    /// <summary>Set by the ledger when it accepts the end, before that is committed.</summary>
    public bool HasEnded { get; set; }

    public bool IsSuspended { get; private set; } = stored.Status == InstanceStatus.Suspended;

    public bool CanRun => Definition is not null && !IsSuspended && !HasEnded;

    /// <summary>Touched by the thread that runs the turn, and by eviction under the gate.</summary>
    public OrchestrationRun? Run { get; set; }

    /// <summary>Timers that are armed; touched by the thread that makes commits visible.</summary>
    public List<ArmedTimer> Timers { get; } = [];

    /// <summary>Place among the resident instances.</summary>
    public LinkedListNode<Instance>? Residence { get; set; }

    /// <summary>Events of the turn that runs.</summary>
    public List<TurnEvent> TurnEvents { get; } = [];

    public DateTime LastTurnUtc { get; set; } = stored.UpdatedUtc;

    /// <summary>Gives an event to the next turn.</summary>
    /// <param name="isStored">Whether the store keeps it until a turn consumes it.</param>
    public void Deliver(in TurnEvent item, bool isStored)
    {
        lock (gate)
        {
            if (HasEnded)
                return;
            inbox.Add((item, isStored));
        }

        Wake();
    }

    /// <summary>Asks for a turn when there is something to do.</summary>
    public void Wake()
    {
        lock (gate)
        {
            if (state != State.Idle || !CanRun || !HasWork)
                return;
            state = State.Ready;
        }

        dispatcher.Ready(this);
    }

    public void ReportForeignWork()
    {
        lock (gate)
            sawForeignWork = true;
        Wake();
    }

    public void Suspend(bool suspended)
    {
        lock (gate)
            IsSuspended = suspended;
        Wake();
    }

    /// <summary>Moves what waits into <see cref="TurnEvents"/>.</summary>
    /// <param name="ordered">Virtual time: stored events first, then the rest by task, so that a resumed run sees the same order.</param>
    /// <param name="consumed">How many of the events the store keeps.</param>
    /// <param name="foreign">Whether foreign work was seen.</param>
    /// <returns>False when the instance may not run now.</returns>
    public bool BeginTurn(bool ordered, out int consumed, out bool foreign)
    {
        TurnEvents.Clear();
        lock (gate)
        {
            (consumed, foreign) = (0, sawForeignWork);
            state = CanRun ? State.Busy : State.Idle;
            if (!CanRun)
                return false;
            if (needsStart)
                TurnEvents.Add(new(TurnEventKind.Started, -1, Name: null, Stored.Input, Failure: null));
            needsStart = false;
            if (ordered)
                Sort();
            foreach (var (item, isStored) in inbox)
            {
                TurnEvents.Add(item);
                consumed += isStored ? 1 : 0;
            }

            inbox.Clear();
            return true;
        }
    }

    /// <summary>The turn is committed. <see cref="Wake"/> follows when its effects are visible.</summary>
    public void EndTurn(TurnOutcome outcome)
    {
        lock (gate)
        {
            state = State.Idle;
            if (outcome.Ending is not { Kind: TurnActionKind.ContinueAsNew })
                return;
            Run = null;
            needsStart = true;
            inbox.InsertRange(0, outcome.Carried.Select(item => (item, true)));
        }
    }

    /// <summary>Drops the code; the next turn replays the history.</summary>
    /// <returns>False while a turn waits or runs.</returns>
    public bool TryEvict()
    {
        lock (gate)
        {
            if (state != State.Idle)
                return false;
            Run = null;
            return true;
        }
    }

    /// <summary>The instance has ended: it stays known to its children, its code does not. A turn that still runs keeps its own hold of it.</summary>
    public void Release()
    {
        lock (gate)
        {
            Run = null;
            inbox.Clear();
        }
    }

    public void Execute() => dispatcher.RunTurn(this);

    private bool HasWork => needsStart || sawForeignWork || inbox.Count > 0;

    /// <summary>Stable insertion sort: the list is short or in order already.</summary>
    private void Sort()
    {
        for (var i = 1; i < inbox.Count; i++)
        {
            var item = inbox[i];
            var place = i;
            for (; place > 0 && Before(item, inbox[place - 1]); place--)
                inbox[place] = inbox[place - 1];
            inbox[place] = item;
        }

        static bool Before((TurnEvent Event, bool IsStored) left, (TurnEvent Event, bool IsStored) right) =>
            left.IsStored != right.IsStored ? left.IsStored : !left.IsStored && left.Event.TaskId < right.Event.TaskId;
    }
}
