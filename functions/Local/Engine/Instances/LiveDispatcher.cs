namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Turns and activities on the thread pool, timers on the machine's clock, commits on a thread of their own.</summary>
internal sealed class LiveDispatcher : Dispatcher, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>How long running activities may take to notice that the engine stops.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly Ledger ledger;
    private readonly TurnRunner turns;
    private readonly CallRunner activities;
    private readonly TimeProvider clock;
    private readonly Action<Exception> fault;
    private readonly int maxActivities;
    private readonly object handover = new();
    private readonly Queue<ActivityCall> waiting = new();
    private readonly List<Instance> held = [];
    private readonly Lock alarmGate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread committer;
    private readonly ITimer alarm;
    private List<Arrival> arrivals = [];
    private DateTime alarmUtc = DateTime.MaxValue;
    private bool isStarted;
    private bool isStopped;
    private int running;

    public LiveDispatcher(Ledger ledger, TurnRunner turns, CallRunner activities, TimeProvider clock, int maxActivities, Action<Exception> fault)
    {
        (this.ledger, this.turns, this.activities, this.clock, this.maxActivities, this.fault) = (ledger, turns, activities, clock, maxActivities, fault);
        alarm = clock.CreateTimer(_ => FireTimers(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        committer = new Thread(CommitLoop) { IsBackground = true, Name = "engine commits" };
        committer.Start();
    }

    /// <summary>A turn's outcome, or a command with who waits for it.</summary>
    private readonly record struct Arrival(Instance? Instance, TurnOutcome? Outcome, Func<Ledger, bool>? Command, TaskCompletionSource<bool>? Waiter);

    /// <summary>Begins with turns, activities and timers; until then everything waits.</summary>
    public void StartDispatching()
    {
        Instance[] ready;
        lock (waiting)
        {
            isStarted = true;
            ready = [.. held];
            held.Clear();
        }

        foreach (var instance in ready)
            Ready(instance);
        FireTimers();
        StartActivities();
    }

    public override void Ready(Instance instance)
    {
        if (!Volatile.Read(ref isStarted))
        {
            lock (waiting)
            {
                if (!isStarted)
                {
                    held.Add(instance);
                    return;
                }
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(instance, preferLocal: false);
    }

    public override void Run(ActivityCall call)
    {
        lock (waiting)
            waiting.Enqueue(call);
        StartActivities();
    }

    public override void RunTurn(Instance instance)
    {
        if (stopping.IsCancellationRequested)
            return;
        try
        {
            if (turns.Run(instance, clock.GetUtcNow().UtcDateTime) is { } outcome)
                HandOver(new(instance, outcome, Command: null, Waiter: null));
        }
        catch (Exception failure)
        {
            Stop(failure);
        }
    }

    public override Task<bool> Submit(Func<Ledger, bool> command, CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        HandOver(new(Instance: null, Outcome: null, command, waiter));
        return waiter.Task.WaitAsync(cancellationToken);
    }

    public override void TimersChanged()
    {
        var next = ledger.Timers.NextDue ?? DateTime.MaxValue;
        lock (alarmGate)
        {
            if (next >= alarmUtc)
                return;
            SetAlarm(next);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop(failure: null);
        await alarm.DisposeAsync();
        await Task.WhenAny(drained.Task, Task.Delay(StopPatience));
        if (Thread.CurrentThread != committer)
            committer.Join();
    }

    private void SetAlarm(DateTime dueUtc)
    {
        alarmUtc = dueUtc;
        var wait = dueUtc == DateTime.MaxValue ? Timeout.InfiniteTimeSpan : dueUtc - clock.GetUtcNow().UtcDateTime;
        if (wait != Timeout.InfiniteTimeSpan)
            wait = TimeSpan.FromTicks(Math.Clamp(wait.Ticks + TimeSpan.TicksPerMillisecond, 0, LongestWait.Ticks));
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void FireTimers()
    {
        ledger.Timers.Fire(clock.GetUtcNow().UtcDateTime);
        lock (alarmGate)
            SetAlarm(ledger.Timers.NextDue ?? DateTime.MaxValue);
    }

    private void StartActivities()
    {
        while (true)
        {
            ActivityCall? call;
            lock (waiting)
            {
                if (!isStarted || stopping.IsCancellationRequested || running == maxActivities || !waiting.TryDequeue(out call))
                    return;
                if (call.Instance.HasEnded)
                    continue; // Nobody takes what it brings, and what it does must not come after what ended it.
                running++;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Dispatcher.RunActivity(work.Call), (Dispatcher: this, Call: call), preferLocal: false);
        }
    }

    private async Task RunActivity(ActivityCall call)
    {
        try
        {
            var ending = await activities.Run(call, stopping.Token);
            call.Instance.Deliver(ending, isStored: false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It runs again when the engine is opened again.
        }
        catch (Exception failure)
        {
            Stop(failure);
        }

        lock (waiting)
        {
            running--;
            SetDrained();
        }

        StartActivities();
    }

    private void SetDrained()
    {
        if (running == 0 && stopping.IsCancellationRequested)
            drained.TrySetResult();
    }

    private void HandOver(in Arrival arrival)
    {
        lock (handover)
        {
            if (!isStopped)
            {
                arrivals.Add(arrival);
                if (arrivals.Count == 1)
                    Monitor.Pulse(handover);
                return;
            }
        }

        arrival.Waiter?.TrySetException(Stopped());
    }

    private void CommitLoop()
    {
        List<Arrival> batch = [];
        var results = new List<(TaskCompletionSource<bool> Waiter, bool Result)>();
        try
        {
            while (true)
            {
                lock (handover)
                {
                    while (arrivals.Count == 0 && !isStopped)
                        Monitor.Wait(handover);
                    if (isStopped)
                        break;
                    (batch, arrivals) = (arrivals, batch);
                }

                foreach (var arrival in batch)
                {
                    if (arrival.Outcome is not null)
                        ledger.Accept(arrival.Instance!, arrival.Outcome);
                    else
                        results.Add((arrival.Waiter!, arrival.Command!(ledger)));
                }

                ledger.Commit(nowUtc: null);
                foreach (var (waiter, result) in results)
                    waiter.TrySetResult(result);
                results.Clear();
                batch.Clear();
            }
        }
        catch (Exception failure)
        {
            Stop(failure);
        }

        foreach (var arrival in batch.Concat(arrivals))
            arrival.Waiter?.TrySetException(Stopped());
    }

    private void Stop(Exception? failure)
    {
        lock (handover)
        {
            if (isStopped)
                return;
            isStopped = true;
            Monitor.PulseAll(handover);
        }

        stopping.Cancel();
        lock (waiting)
            SetDrained();
        if (failure is not null)
            fault(failure);
    }

    private static ObjectDisposedException Stopped() => new(nameof(EmbeddedEngine), "The engine has stopped.");
}
