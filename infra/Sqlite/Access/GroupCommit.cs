using System.Collections.Concurrent;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>Puts the transactions of many callers into one commit, and so one fsync.</summary>
/// <remarks>
/// A caller that finds nobody writing commits on its own thread, without a hop: with few callers a write costs one fsync. Whoever comes
/// meanwhile queues up, and all who have queued up share the next commit. Where a commit waits for the disk, those are made on a thread of their own, which
/// waits a moment for more to join: a commit costs the same for one as for many, and no thread of the pool is held by the disk.
/// </remarks>
internal sealed class GroupCommit(Connection connection, SqliteOptions options, Checkpoints? checkpoints = null) : IDisposable
{
    private const int LargestGroup = 512;

    /// <summary>So many wait for no more.</summary>
    private const int EnoughToShare = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private const int Idle = 0;
    private const int Writing = 1;
    private const int Closed = 2;

    private readonly Statement begin = connection.Prepare(TransactionWords.For(options).Begin);
    private readonly Statement commit = connection.Prepare(TransactionWords.For(options).Commit);
    private readonly string rollback = TransactionWords.For(options).Rollback;
    private readonly bool waitsForDisk = options.Durability == SqliteDurability.Full;
    private readonly ConcurrentQueue<PendingWrite> waiting = new();
    private readonly List<PendingWrite> group = new(LargestGroup);
    private readonly AutoResetEvent work = new(false);
    private Thread? committer;
    private volatile bool isClosed;
    private int state;

    /// <summary>Completes when the write is committed; already completed where this caller committed it.</summary>
    public Task Submit(PendingWrite write)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref state) == Closed, this);
        waiting.Enqueue(write);
        if (Enter())
        {
            CommitNext();
            Leave();
        }

        return write.Completion;
    }

    /// <summary>Commits what waits, then closes. Nothing may be submitted meanwhile. Containers dispose once per service that they gave out: again does nothing.</summary>
    public void Dispose()
    {
        if (isClosed)
            return;
        var spin = new SpinWait();
        while (Volatile.Read(ref state) != Closed)
        {
            if (!Enter())
            {
                spin.SpinOnce();
                continue;
            }

            while (!waiting.IsEmpty)
                CommitNext();
            Volatile.Write(ref state, Closed);
        }

        isClosed = true;
        work.Set();
        committer?.Join();
        work.Dispose();
    }

    private bool Enter() => Interlocked.CompareExchange(ref state, Writing, Idle) == Idle;

    private void Leave()
    {
        Interlocked.Exchange(ref state, Idle);
        // Whoever queued up while this thread wrote found the door shut: open it again.
        if (!waiting.IsEmpty && Enter())
            HandOver();
    }

    /// <summary>Whoever waits is served by another thread than the one whose write is done. The door stays shut meanwhile.</summary>
    private void HandOver()
    {
        if (!waitsForDisk)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static commits => commits.CommitWaiting(), this, preferLocal: false);
            return;
        }

        if (committer is null)
        {
            committer = new Thread(CommitShared) { IsBackground = true, Name = "commits" };
            committer.Start();
        }

        work.Set();
    }

    private void CommitShared()
    {
        while (true)
        {
            work.WaitOne();
            if (isClosed)
                return;
            CommitWaiting();
        }
    }

    private void CommitWaiting()
    {
        do
        {
            if (waitsForDisk && waiting.Count < EnoughToShare)
                Thread.Sleep(Pause);
            CommitNext();
        }
        while (!waiting.IsEmpty);
        Leave();
    }

    private void CommitNext()
    {
        while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
            group.Add(write);
        if (group.Count > 0)
            CommitGroup();
        group.Clear();
    }

    private void CommitGroup()
    {
        try
        {
            Write(group);
        }
        catch (StoreException e) when (e.Failure == StoreFailure.Full && group.Count > 1)
        {
            // The one that does not fit must not take the others with it.
            foreach (var write in group)
                CommitAlone(write);
            return;
        }
        catch (Exception e)
        {
            foreach (var write in group)
                write.Fail(e);
            return;
        }

        foreach (var write in group)
            write.Succeed();
        checkpoints?.After(connection, group.Sum(write => write.Operations));
    }

    private void CommitAlone(PendingWrite write)
    {
        try
        {
            Write([write]);
        }
        catch (Exception e)
        {
            write.Fail(e);
            return;
        }

        write.Succeed();
    }

    private void Write(List<PendingWrite> writes)
    {
        lock (connection.Turn)
        {
            try
            {
                begin.Execute();
                foreach (var write in writes)
                    write.Apply();
                commit.Execute();
            }
            catch
            {
                connection.Rollback(rollback);
                throw;
            }
        }
    }
}
