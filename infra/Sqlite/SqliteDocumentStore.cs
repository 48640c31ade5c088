using System.Collections.Concurrent;
using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Infra.Sqlite.Documents;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite;

/// <summary>The document store in one SQLite file. Safe for many threads of one process.</summary>
/// <remarks>Writes of many callers share commits (see <see cref="GroupCommit"/>); reads go over connections of their own and wait for nobody, unless the file is
/// scratch (<see cref="SqliteDurability.Scratch"/>).</remarks>
public sealed class SqliteDocumentStore : IDocumentStore, IPartitionIndex, IDisposable
{
    // Rows of kilobytes in the key's own tree would leave a page few keys: hence a table of rows and an index over their keys.
    private static readonly Schema Schema = new(ApplicationId: 0x54_46_44_53, Version: 2, """
        CREATE TABLE documents (
            row INTEGER PRIMARY KEY, container TEXT NOT NULL, partition TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, json BLOB NOT NULL);
        CREATE UNIQUE INDEX documents_by_key ON documents (container, partition, id);
        CREATE TABLE opening (number INTEGER NOT NULL);
        INSERT INTO opening VALUES (0);
        """);

    /// <summary>The writer folds its log in by itself only where the thread beside it has fallen far behind.</summary>
    private const int LongestLogPages = 8_000;

    /// <summary>Sorts before every character an id may hold: with it behind, an id is the first after itself.</summary>
    private const char BeforeIds = '\u0001';

    private readonly SqliteOptions options;
    private readonly string file;
    private readonly Connection connection;
    private readonly GroupCommit commits;
    private readonly Checkpoints? checkpoints;
    private readonly DocumentWriter writer;
    private readonly ConcurrentQueue<DocumentReader> readers = new();

    /// <summary>Reads over the writing connection where that has the file to itself.</summary>
    private readonly DocumentReader? shared;

    private volatile bool disposed;

    private SqliteDocumentStore(string file, SqliteOptions options, Connection connection)
    {
        this.file = file;
        this.options = options;
        this.connection = connection;
        connection.Execute("UPDATE opening SET number = number + 1");
        writer = new DocumentWriter(connection, new DocumentVersion(connection.Scalar("SELECT number FROM opening")));
        checkpoints = options.Durability == SqliteDurability.Full ? new Checkpoints(file, options) : null;
        commits = new GroupCommit(connection, options, checkpoints);
        if (checkpoints is not null)
            connection.Execute($"PRAGMA wal_autocheckpoint={LongestLogPages}");
        if (options.Durability == SqliteDurability.Scratch)
        {
            shared = new DocumentReader(connection);
            connection.Execute("BEGIN EXCLUSIVE");
        }
    }

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="StoreException">The file is locked, full, read-only, damaged or not a store; it is left as it is.</exception>
    public static SqliteDocumentStore Open(string file, SqliteOptions? options = null)
    {
        options ??= new SqliteOptions();
        var opened = DatabaseFile.Open(file, options, Schema);
        try
        {
            return new SqliteDocumentStore(file, options, opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<StoredDocument?> Read(DocumentKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(key.Container, key.Partition);
        StoreLimits.CheckId(key.Id);
        var reader = Rent();
        try
        {
            return ValueTask.FromResult(reader.Read(key));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <exception cref="StoreException">Nothing was written.</exception>
    public ValueTask<WriteResult> Transact(string container, string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckTransaction(operations);
        var write = new DocumentWrite(writer, container, partition, operations);
        var completion = commits.Submit(write);
        return completion.IsCompletedSuccessfully ? ValueTask.FromResult(write.Result) : Await(write);
    }

    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<Page<StoredDocument>> Query(
        string container, string partition, string idPrefix, string? afterId, int limit, bool descending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckPlace(container, partition);
        StoreLimits.CheckPrefix(idPrefix);
        StoreLimits.CheckPage(limit);

        var (from, to) = (idPrefix, idPrefix + StoreLimits.AfterIds);
        if (afterId is not null && descending)
            to = string.CompareOrdinal(afterId, to) < 0 ? afterId : to;
        else if (afterId is not null)
            from = string.CompareOrdinal(afterId, from) >= 0 ? afterId + BeforeIds : from;

        var reader = Rent();
        try
        {
            return ValueTask.FromResult(reader.Range(container, partition, from, to, limit, descending));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<IReadOnlyList<string>> Partitions(string container, string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreLimits.CheckIndexed(container);
        StoreLimits.CheckPage(limit);
        var reader = Rent();
        try
        {
            return ValueTask.FromResult(reader.Partitions(container, after ?? string.Empty, limit));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>Commits what waits and closes the file.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        commits.Dispose();
        checkpoints?.Dispose();
        while (readers.TryDequeue(out var reader))
            reader.Dispose();
        if (shared is not null)
            connection.Execute("COMMIT");
        connection.Dispose();
    }

    private static async ValueTask<WriteResult> Await(DocumentWrite write)
    {
        await write.Completion.ConfigureAwait(false);
        return write.Result;
    }

    private DocumentReader Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (shared is not null)
            return shared;
        return readers.TryDequeue(out var reader) ? reader : new DocumentReader(Connection.Open(file, options));
    }

    private void Return(DocumentReader reader)
    {
        if (reader == shared)
            return;
        if (disposed)
            reader.Dispose();
        else
            readers.Enqueue(reader);
    }
}
