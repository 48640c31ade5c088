using TradingFunctions.Local.Engine.Histories;
using TradingFunctions.Local.Engine.Running;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Runs one activity and turns whatever comes of it into an event.</summary>
internal sealed class CallRunner(IServiceProvider services, TimeProvider clock, IFailpoints failpoints)
{
    private long count;

    public long Count => Interlocked.Read(ref count);

    /// <exception cref="OperationCanceledException">The engine stops; the activity runs again when it is opened again.</exception>
    public async ValueTask<TurnEvent> Run(ActivityCall call, CancellationToken stopping)
    {
        failpoints.Hit(Failpoint.BeforeActivity);
        var ending = await RunDefinition(call, stopping);
        Interlocked.Increment(ref count);
        failpoints.Hit(Failpoint.AfterActivity);
        return ending;
    }

    private async ValueTask<TurnEvent> RunDefinition(ActivityCall call, CancellationToken stopping)
    {
        if (call.Definition is not { } definition)
            return Failed(call, new(call.Name, FailureCodes.Unhandled, "This build has no activity of that name.", Retriable: false));
        try
        {
            var output = await ActivityRunner.Run(definition, services, call.Input, clock, stopping);
            return Payload.TooLarge(output, call.Name, Limits.PayloadBytes) is { } tooLarge
                ? Failed(call, tooLarge)
                : new(TurnEventKind.ActivityCompleted, call.TaskId, Name: null, output, Failure: null);
        }
        catch (ActivityFailedException failed)
        {
            return Failed(call, failed.Failure);
        }
    }

    private static TurnEvent Failed(ActivityCall call, TaskFailure failure) =>
        new(TurnEventKind.ActivityFailed, call.TaskId, Name: null, Data: default, failure);
}
