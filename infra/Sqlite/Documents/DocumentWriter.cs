using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Documents;

/// <summary>The statements of the writing connection.</summary>
internal sealed class DocumentWriter(Connection connection, DocumentVersion versions)
{
    private readonly Statement find = connection.Prepare("SELECT version FROM documents WHERE container=?1 AND partition=?2 AND id=?3");
    private readonly Statement insert = connection.Prepare("INSERT INTO documents (container, partition, id, version, json) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement update = connection.Prepare("UPDATE documents SET version=?4, json=?5 WHERE container=?1 AND partition=?2 AND id=?3");
    private readonly Statement delete = connection.Prepare("DELETE FROM documents WHERE container=?1 AND partition=?2 AND id=?3");

    /// <summary>Checks every operation before the first one writes, so that a refused transaction leaves nothing to undo.</summary>
    public WriteResult Apply(string container, string partition, IReadOnlyList<StoreOperation> operations)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            var status = Judge(operations[i], Find(container, partition, operations[i].Id));
            if (status != WriteStatus.Done)
                return new WriteResult(status, [], i);
        }

        var etags = new string[operations.Count];
        for (var i = 0; i < etags.Length; i++)
            etags[i] = Write(container, partition, operations[i]);
        return new WriteResult(WriteStatus.Done, etags, -1);
    }

    private static WriteStatus Judge(StoreOperation operation, long? version) => (operation.Kind, version) switch
    {
        (StoreOperationKind.Create, null) => WriteStatus.Done,
        (StoreOperationKind.Create, _) => WriteStatus.Exists,
        (_, null) => WriteStatus.Missing,
        (_, { } current) => DocumentVersion.Matches(operation.ETag, current) ? WriteStatus.Done : WriteStatus.Changed,
    };

    private long? Find(string container, string partition, string id)
    {
        BindKey(find, container, partition, id);
        long? version = find.Step() ? find.Int64(0) : null;
        find.Reset();
        return version;
    }

    private string Write(string container, string partition, StoreOperation operation)
    {
        switch (operation.Kind)
        {
            case StoreOperationKind.Create:
                return Put(insert, container, partition, operation);
            case StoreOperationKind.Replace:
                return Put(update, container, partition, operation);
            case StoreOperationKind.Delete:
                BindKey(delete, container, partition, operation.Id);
                delete.Execute();
                return string.Empty;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation.Kind, "Unknown kind of operation.");
        }
    }

    private string Put(Statement statement, string container, string partition, StoreOperation operation)
    {
        var version = versions.Next();
        BindKey(statement, container, partition, operation.Id);
        statement.Bind(4, version);
        statement.Bind(5, operation.Json.Span);
        statement.Execute();
        return DocumentVersion.ToETag(version);
    }

    private static void BindKey(Statement statement, string container, string partition, string id)
    {
        statement.Bind(1, container);
        statement.Bind(2, partition);
        statement.Bind(3, id);
    }
}
