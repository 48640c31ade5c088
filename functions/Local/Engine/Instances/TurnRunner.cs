using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Running;
using TradingFunctions.Local.Engine.Storage;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Runs one turn of one instance and writes its frame.</summary>
internal sealed class TurnRunner(EngineStore store, ILoggerFactory logs, IFailpoints failpoints, bool ordered)
{
    [ThreadStatic]
    private static ByteWriter? writer;

    private long count;
    private long received;
    private long asked;

    public long Count => Interlocked.Read(ref count);

    public long Received => Interlocked.Read(ref received);

    public long Asked => Interlocked.Read(ref asked);

    /// <returns>Null when the instance may not run now.</returns>
    public TurnOutcome? Run(Instance instance, DateTime nowUtc)
    {
        if (!instance.BeginTurn(ordered, out var consumed, out var foreign))
            return null;
        // The machine's clock may step back; an instance's does not.
        nowUtc = nowUtc < instance.LastTurnUtc ? instance.LastTurnUtc : nowUtc;
        instance.LastTurnUtc = nowUtc;
        var run = Load(instance, out var difference);
        TurnAction? ending = difference is not null ? run.FailDifferent(nowUtc, difference)
            : foreign ? run.FailForeign(nowUtc)
            : run.RunTurn(nowUtc, instance.TurnEvents);
        Interlocked.Increment(ref count);
        Interlocked.Add(ref received, instance.TurnEvents.Count);
        Interlocked.Add(ref asked, run.Actions.Count);
        var frame = writer ??= new ByteWriter();
        frame.Clear();
        TurnCodec.Write(frame, nowUtc, instance.TurnEvents, run.Actions, run.Status);
        failpoints.Hit(Failpoint.AfterTurn);
        var carried = ending is { Kind: TurnActionKind.ContinueAsNew } ? run.UnreadEvents() : [];
        return new(nowUtc, consumed, frame.ToArray(), run.Actions, run.Status, ending, carried);
    }

    /// <param name="difference">What differs between code and history, null when nothing does.</param>
    private OrchestrationRun Load(Instance instance, out string? difference)
    {
        difference = null;
        if (instance.Run is { } resident)
            return resident;
        var definition = instance.Definition!;
        var run = new OrchestrationRun(instance.Id, definition, logs.CreateLogger(definition.Name), _ => instance.ReportForeignWork());
        instance.Run = run;
        if (instance.Stored.Turns > 0)
            difference = run.Replay(store.Turns(instance.Stored, currentGenerationOnly: true));
        return run;
    }
}
