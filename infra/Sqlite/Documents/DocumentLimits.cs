using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Documents;

/// <summary>Limits of the port, held here so that what runs on one machine also runs on Cosmos DB.</summary>
internal static class DocumentLimits
{
    public const int MaxOperations = 100;
    public const int MaxTransactionBytes = 2 * 1024 * 1024;
    public const int MaxPage = 10_000;

    /// <summary>Sorts after every character an id may hold.</summary>
    public const char AfterIds = '\u007F';

    /// <summary>Sorts before every character an id may hold.</summary>
    public const char BeforeIds = '\u0001';

    private const int QuadraticUpTo = 8;

    public static void CheckPlace(string container, string partition)
    {
        CheckText(container, nameof(container));
        CheckText(partition, nameof(partition));
    }

    public static void CheckId(string id) => CheckText(id, nameof(id));

    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0)
            CheckText(prefix, nameof(prefix));
    }

    public static void CheckTransaction(IReadOnlyList<StoreOperation> operations)
    {
        if (operations.Count is 0 or > MaxOperations)
            throw new ArgumentException($"A transaction holds 1 to {MaxOperations} operations, this one {operations.Count}.", nameof(operations));

        var bytes = 0L;
        for (var i = 0; i < operations.Count; i++)
        {
            CheckId(operations[i].Id);
            bytes += operations[i].Json.Length;
        }

        if (bytes > MaxTransactionBytes)
            throw new ArgumentException($"A transaction holds at most {MaxTransactionBytes} bytes, this one {bytes}.", nameof(operations));
        if (FindRepeatedId(operations) is { } id)
            throw new ArgumentException($"The id '{id}' occurs twice in one transaction.", nameof(operations));
    }

    private static string? FindRepeatedId(IReadOnlyList<StoreOperation> operations)
    {
        if (operations.Count <= QuadraticUpTo)
        {
            for (var i = 1; i < operations.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (operations[i].Id == operations[j].Id)
                        return operations[i].Id;
                }
            }

            return null;
        }

        var seen = new HashSet<string>(operations.Count, StringComparer.Ordinal);
        return operations.Select(operation => operation.Id).FirstOrDefault(id => !seen.Add(id));
    }

    private static void CheckText(string text, string name)
    {
        if (string.IsNullOrEmpty(text) || text.Length > DocumentKey.MaxIdLength)
            throw new ArgumentException($"'{text}': a document's {name} has 1 to {DocumentKey.MaxIdLength} characters.", name);
        foreach (var c in text)
        {
            if (!DocumentKey.IsAllowed(c))
                throw new ArgumentException($"'{text}': a document's {name} holds printable ASCII without / \\ ? #.", name);
        }
    }
}
