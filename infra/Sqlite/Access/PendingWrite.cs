namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>One transaction that waits for its turn in a <see cref="GroupCommit"/>.</summary>
internal abstract class PendingWrite
{
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the transaction is on disk.</summary>
    public Task Completion => completion.Task;

    /// <summary>How many rows it may write.</summary>
    public virtual int Operations => 1;

    /// <summary>Decides and writes. It may be called again after a rollback, so it sets its result anew; a refusal writes nothing.</summary>
    public abstract void Apply();

    public void Succeed() => completion.SetResult();

    public void Fail(Exception exception) => completion.SetException(exception);
}
