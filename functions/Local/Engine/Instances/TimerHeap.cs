using TradingFunctions.Local.Engine.Histories;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>All armed timers, earliest first.</summary>
internal sealed class TimerHeap
{
    private const int CompactAt = 1024;

    private readonly Lock gate = new();
    private readonly PriorityQueue<ArmedTimer, DateTime> heap = new();
    private int canceled;

    /// <summary>When the next timer fires; null when none is armed.</summary>
    public DateTime? NextDue
    {
        get
        {
            lock (gate)
                return Peek()?.DueUtc;
        }
    }

    public void Arm(Instance instance, int taskId, DateTime dueUtc)
    {
        lock (gate)
        {
            var timer = new ArmedTimer(instance, taskId, dueUtc);
            instance.Timers.Add(timer);
            heap.Enqueue(timer, dueUtc);
        }
    }

    public void Cancel(Instance instance, int taskId)
    {
        lock (gate)
        {
            var timer = instance.Timers.Find(timer => timer.TaskId == taskId);
            if (timer is null)
                return;
            Cancel(timer);
            instance.Timers.Remove(timer);
            Compact();
        }
    }

    public void CancelAll(Instance instance)
    {
        lock (gate)
        {
            foreach (var timer in instance.Timers)
                Cancel(timer);
            instance.Timers.Clear();
        }
    }

    /// <summary>Delivers what is due to its instances.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Fire(DateTime nowUtc)
    {
        var fired = false;
        while (TakeDue(nowUtc) is { } timer)
        {
            fired = true;
            timer.Instance.Deliver(new(TurnEventKind.TimerFired, timer.TaskId, Name: null, Data: default, Failure: null), isStored: false);
        }

        return fired;
    }

    private ArmedTimer? TakeDue(DateTime nowUtc)
    {
        lock (gate)
        {
            if (Peek() is not { } timer || timer.DueUtc > nowUtc)
                return null;
            heap.Dequeue();
            timer.Instance.Timers.Remove(timer);
            return timer;
        }
    }

    private ArmedTimer? Peek()
    {
        while (heap.TryPeek(out var timer, out _))
        {
            if (!timer.IsCanceled)
                return timer;
            heap.Dequeue();
            canceled--;
        }

        return null;
    }

    private void Cancel(ArmedTimer timer)
    {
        timer.IsCanceled = true;
        canceled++;
    }

    /// <summary>A loop that races a long timer against events leaves one cancelled timer per event behind.</summary>
    private void Compact()
    {
        if (canceled < CompactAt || canceled < heap.Count / 2)
            return;
        var armed = heap.UnorderedItems.Where(item => !item.Element.IsCanceled).ToArray();
        heap.Clear();
        heap.EnqueueRange(armed);
        canceled = 0;
    }
}
