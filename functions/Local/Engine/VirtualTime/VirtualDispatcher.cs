using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Instances;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.VirtualTime;

/// <summary>
/// The waves of one instant. A wave takes the lowest phase that has work: its turns and their one commit, or its activities. What the next wave
/// does follows from what is committed alone, so a run that is resumed after a crash takes the same steps.
/// </summary>
internal sealed class VirtualDispatcher(Ledger ledger, TurnRunner turns, CallRunner activities, VirtualClock clock, EngineOptions options) : Dispatcher
{
    /// <summary>Which activity of a parallel wave a command comes from.</summary>
    private static readonly AsyncLocal<int> Issuer = new();

    /// <summary>Held while the ledger is used.</summary>
    private readonly Lock gate = new();
    private readonly Lock readyGate = new();
    private readonly List<Instance> ready = [];
    private readonly List<ActivityCall> calls = [];
    private readonly List<(Instance Instance, TurnEvent Ending)> endings = [];
    private readonly List<(int Issuer, int Start, int End)> commands = [];
    private DateTime committedUtc;
    private DateTime instantUtc;
    private int waves;
    private bool isDriving;
    private bool isAbandoned;

    public VirtualClock Clock => clock;

    public TimerHeap Timers => ledger.Timers;

    public override void Ready(Instance instance)
    {
        lock (readyGate)
            ready.Add(instance);
    }

    public override void Run(ActivityCall call) => calls.Add(call);

    public override void TimersChanged()
    {
        // The driver asks for the next timer itself.
    }

    public override void RunTurn(Instance instance) => throw new InvalidOperationException("In virtual time turns run in waves.");

    /// <summary>Inside a run a command is committed with the wave that is under way: should that be lost, so is what issued the command.</summary>
    public override Task<bool> Submit(Func<Ledger, bool> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (isAbandoned)
                throw new InvalidOperationException("The run has failed in the middle of a wave. Open the engine again.");
            var start = ledger.Changes.Count;
            var accepted = command(ledger);
            if (isDriving)
                commands.Add((Issuer.Value, start, ledger.Changes.Count));
            else
                Commit(clock.NowUtc);
            return Task.FromResult(accepted);
        }
    }

    public void BeginDriving()
    {
        lock (gate)
            isDriving = !isDriving && !isAbandoned ? true : throw new InvalidOperationException("Virtual time is driven already, or its run has failed.");
    }

    public void EndDriving()
    {
        lock (gate)
            isDriving = false;
    }

    /// <summary>A wave has failed: what is committed stands, what is in memory does not, and nothing more is committed.</summary>
    public void Abandon()
    {
        lock (gate)
            isAbandoned = true;
    }

    /// <summary>Commits the clock, and with it what is open.</summary>
    public void CommitClock(DateTime nowUtc)
    {
        lock (gate)
            Commit(nowUtc);
    }

    public void Hit(Failpoint failpoint) => options.Failpoints.Hit(failpoint);

    /// <summary>Runs waves until nothing is left to do at this instant.</summary>
    /// <exception cref="VirtualTimeStuckException">The instant does not end.</exception>
    public async ValueTask RunToFixPoint(DateTime nowUtc, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ledger.Timers.Fire(nowUtc);
            var (turnPhase, callPhase) = (LowestTurnPhase(), LowestCallPhase());
            if (HasOpenChanges || (turnPhase is null && endings.Count > 0) || (turnPhase > callPhase && endings.Count > 0))
                Settle(nowUtc);
            else if (turnPhase is { } phase && !(phase > callPhase))
                RunTurns(phase, nowUtc);
            else if (callPhase is null)
                return;
            else if (committedUtc != nowUtc)
                CommitClock(nowUtc);
            else
                await RunActivities(callPhase.Value, cancellationToken);
        }
    }

    /// <exception cref="VirtualTimeStuckException">Instances wait that nothing will wake.</exception>
    public void ThrowIfWaiting(DateTime nowUtc)
    {
        Instance[] waiting = [.. ledger.Live.Where(instance => instance.CanRun).OrderBy(instance => instance.Id, StringComparer.Ordinal)];
        if (waiting.Length == 0)
            return;
        var named = waiting.Take(10).Select(instance => $"{instance.Id} waits for {Waits(instance)}");
        throw new VirtualTimeStuckException(
            StuckReason.Deadlock, nowUtc, $"Nothing is scheduled after {nowUtc:O} and {waiting.Length} instances wait: {string.Join("; ", named)}");
    }

    /// <exception cref="VirtualTimeStuckException">The instant has had more rounds than allowed.</exception>
    public void CountWave(DateTime nowUtc, Func<string> describe)
    {
        waves = nowUtc == instantUtc ? waves + 1 : 1;
        instantUtc = nowUtc;
        if (waves > options.MaxTurnsPerInstant)
            throw new VirtualTimeStuckException(StuckReason.Livelock, nowUtc, $"The instant {nowUtc:O} does not end after {waves - 1} waves: {describe()}");
    }

    private static string Waits(Instance instance) =>
        instance.Run is { } run ? string.Join(", ", run.Waits.DefaultIfEmpty("nothing of its context")) : "an event or a child";

    private bool HasOpenChanges
    {
        get
        {
            lock (gate)
                return ledger.Changes.Count > 0;
        }
    }

    private Phase? LowestTurnPhase()
    {
        Phase? lowest = null;
        lock (readyGate)
        {
            foreach (var instance in ready)
                lowest = Lower(lowest, instance.Phase);
        }

        foreach (var (instance, _) in endings)
            lowest = instance.CanRun ? Lower(lowest, instance.Phase) : lowest;
        return lowest;
    }

    private Phase? LowestCallPhase()
    {
        Phase? lowest = null;
        foreach (var call in calls)
            lowest = Lower(lowest, call.Phase);
        return lowest;
    }

    private static Phase Lower(Phase? left, Phase right) => left < right ? left.Value : right;

    /// <summary>Stores commands and results that no turn of this wave takes.</summary>
    private void Settle(DateTime nowUtc)
    {
        lock (gate)
        {
            OrderCommands();
            foreach (var (instance, ending) in endings)
                ledger.Queue(instance, ending);
            endings.Clear();
            Commit(nowUtc);
        }
    }

    private void RunTurns(Phase phase, DateTime nowUtc)
    {
        lock (gate)
        {
            foreach (var (instance, ending) in endings)
            {
                if (instance.Phase == phase && instance.CanRun)
                    instance.Deliver(ending, isStored: false);
                else
                    ledger.Queue(instance, ending);
            }

            endings.Clear();
            var wave = TakeReady(phase);
            CountWave(nowUtc, () => $"{string.Join(", ", wave.Take(10).Select(instance => instance.Id))} still run.");
            var outcomes = new TurnOutcome?[wave.Length];
            Workers.ForEach(wave.Length, i => outcomes[i] = turns.Run(wave[i], nowUtc));
            for (var i = 0; i < wave.Length; i++)
            {
                if (outcomes[i] is { } outcome)
                    ledger.Accept(wave[i], outcome);
            }

            Commit(nowUtc);
        }
    }

    private Instance[] TakeReady(Phase phase)
    {
        Instance[] wave;
        lock (readyGate)
        {
            wave = [.. ready.Where(instance => instance.Phase == phase)];
            ready.RemoveAll(instance => instance.Phase == phase);
        }

        Array.Sort(wave, static (left, right) => string.CompareOrdinal(left.Id, right.Id));
        return wave;
    }

    private async ValueTask RunActivities(Phase phase, CancellationToken cancellationToken)
    {
        ActivityCall[] wave = [.. calls.Where(call => call.Phase == phase)];
        Array.Sort(wave, static (left, right) =>
            string.CompareOrdinal(left.Instance.Id, right.Instance.Id) is var byId and not 0 ? byId : left.TaskId.CompareTo(right.TaskId));
        var results = new TurnEvent[wave.Length];
        if (phase >= Phase.Order || wave.Length == 1)
        {
            for (var i = 0; i < wave.Length; i++)
                results[i] = await activities.Run(wave[i], cancellationToken);
        }
        else
        {
            await Workers.ForEachAsync(wave.Length, async i =>
            {
                Issuer.Value = i;
                results[i] = await activities.Run(wave[i], cancellationToken);
            });
        }

        calls.RemoveAll(call => call.Phase == phase);
        for (var i = 0; i < wave.Length; i++)
            endings.Add((wave[i].Instance, results[i]));
    }

    private void Commit(DateTime nowUtc)
    {
        ledger.Commit(nowUtc);
        commands.Clear();
        committedUtc = nowUtc;
    }

    /// <summary>Parallel activities issue commands in any order; they count in the order of their activities.</summary>
    private void OrderCommands()
    {
        if (commands.Count < 2)
            return;
        var first = commands[0].Start;
        Storage.Change[] ordered = [.. commands.OrderBy(command => command.Issuer).SelectMany(command => ledger.Changes[command.Start..command.End])];
        ledger.Changes.RemoveRange(first, ledger.Changes.Count - first);
        ledger.Changes.AddRange(ordered);
    }
}
