using Microsoft.DurableTask;
using TradingFunctions.Pipeline.Durable;

namespace TradingFunctions.Azure.Durable;

/// <summary>A timer of the SDK whose task stays open when it is cancelled, where the SDK's own would complete as cancelled.</summary>
internal sealed class DurableTimer : IOrchestrationTimer
{
    readonly CancellationTokenSource _cancellation = new();

    public DurableTimer(TaskOrchestrationContext context, DateTime dueUtc) => Fired = Fire(context.CreateTimer(dueUtc, _cancellation.Token));

    public Task Fired { get; }

    public void Cancel() => _cancellation.Cancel();

    static async Task Fire(Task timer)
    {
        try
        {
            await timer;
        }
        catch (OperationCanceledException)
        {
            await new TaskCompletionSource().Task;
        }
    }
}
