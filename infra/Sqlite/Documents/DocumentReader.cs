using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Pipeline.Durable;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Documents;

/// <summary>The reading statements of a connection; they see every commit that ended before a call began. Callers take turns.</summary>
internal sealed class DocumentReader : IDisposable
{
    private readonly Connection connection;
    private readonly Statement read;
    private readonly Statement ascending;
    private readonly Statement descending;
    private readonly Statement partitions;

    public DocumentReader(Connection connection)
    {
        const string Range = "SELECT id, version, json FROM documents WHERE container=?1 AND partition=?2 AND id>=?3 AND id<?4 ORDER BY id ";
        this.connection = connection;
        read = connection.Prepare("SELECT version, json FROM documents WHERE container=?1 AND partition=?2 AND id=?3");
        ascending = connection.Prepare(Range + "ASC LIMIT ?5");
        descending = connection.Prepare(Range + "DESC LIMIT ?5");
        partitions = connection.Prepare("SELECT DISTINCT partition FROM documents WHERE container=?1 AND partition>?2 ORDER BY partition LIMIT ?3");
    }

    public StoredDocument? Read(DocumentKey key)
    {
        lock (connection.Turn)
        {
            read.Bind(1, key.Container);
            read.Bind(2, key.Partition);
            read.Bind(3, key.Id);
            try
            {
                return read.Step() ? new StoredDocument(key.Id, read.Blob(1), DocumentVersion.ToETag(read.Int64(0))) : null;
            }
            finally
            {
                read.Reset();
            }
        }
    }

    /// <param name="from">First id, inclusive.</param>
    /// <param name="to">Last id, exclusive.</param>
    public Page<StoredDocument> Range(string container, string partition, string from, string to, int limit, bool backwards)
    {
        lock (connection.Turn)
        {
            var statement = backwards ? descending : ascending;
            statement.Bind(1, container);
            statement.Bind(2, partition);
            statement.Bind(3, from);
            statement.Bind(4, to);
            // One more than asked for tells whether there is a next page.
            statement.Bind(5, limit + 1L);
            try
            {
                var items = new List<StoredDocument>();
                while (statement.Step())
                {
                    if (items.Count == limit)
                        return new Page<StoredDocument>(items, items[^1].Id);
                    items.Add(new StoredDocument(statement.Text(0), statement.Blob(2), DocumentVersion.ToETag(statement.Int64(1))));
                }

                return new Page<StoredDocument>(items, null);
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    public IReadOnlyList<string> Partitions(string container, string after, int limit)
    {
        partitions.Bind(1, container);
        partitions.Bind(2, after);
        partitions.Bind(3, (long)limit);
        try
        {
            var found = new List<string>();
            while (partitions.Step())
            {
                found.Add(partitions.Text(0));
            }

            return found;
        }
        finally
        {
            partitions.Reset();
        }
    }

    public void Dispose() => connection.Dispose();
}
