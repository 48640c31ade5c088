using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>Folds the write-ahead log into the file beside the writer, so that a commit waits for its own pages and not for a thousand of others.</summary>
/// <remarks>
/// The log starts anew only when all of it has been folded in, which never happens while somebody writes: hence the little that came meanwhile is folded in
/// by the writer itself. What must be on disk when a commit returns is the log; this changes nothing about that.
/// </remarks>
internal sealed class Checkpoints(string file, SqliteOptions options) : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Operations between two checkpoints: some 16 MB of log.</summary>
    private const int Every = 2_000;

    private readonly Lock turn = new();
    private Connection? connection;
    private int written;
    private int isRunning;
    private volatile bool isRemainderDue;
    private bool disposed;

    /// <summary>Called by the writer after a commit, outside any transaction.</summary>
    public void After(Connection writer, int operations)
    {
        written += operations;
        if (isRemainderDue)
        {
            isRemainderDue = false;
            writer.Checkpoint();
        }

        if (written >= Every && Interlocked.Exchange(ref isRunning, 1) == 0)
        {
            written = 0;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (turn)
        {
            try
            {
                isRemainderDue = !disposed && (connection ??= Connection.Open(file, options)).Checkpoint();
            }
            catch (StoreException)
            {
                // The log only grows meanwhile; the writer's own limit, and the next turn, see to it.
            }
            finally
            {
                Volatile.Write(ref isRunning, 0);
            }
        }
    }

    /// <summary>Waits for a checkpoint under way.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            disposed = true;
            connection?.Dispose();
        }
    }
}
