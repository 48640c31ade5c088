using TradingFunctions.Infra.Sqlite.Access;

namespace TradingFunctions.Infra.Sqlite.Queue;

/// <summary>A change of the queue that answers something.</summary>
internal sealed class QueueWrite<T>(Func<T> change) : PendingWrite
{
    private T? result;

    public override void Apply() => result = change();

    public async Task<T> In(GroupCommit commits)
    {
        await commits.Submit(this).ConfigureAwait(false);
        return result!;
    }
}
