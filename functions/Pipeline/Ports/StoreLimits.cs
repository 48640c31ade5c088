namespace TradingFunctions.Pipeline.Ports;

/// <summary>What every store refuses, so that what runs on one machine also runs on Cosmos DB.</summary>
public static class StoreLimits
{
    public const int MaxOperations = 100;

    /// <summary>Largest transaction: bytes as they are sent, see <see cref="SizeOf"/>. Cosmos DB takes 2 MB, for a document as for a batch.</summary>
    public const int MaxTransactionBytes = 2 * 1024 * 1024;

    /// <summary>Most documents of one page.</summary>
    public const int MaxPage = 10_000;

    /// <summary>What an operation counts beside its body: its id and partition, the names around them, and what the store adds.</summary>
    public const int BytesBesideBody = 1536;

    /// <summary>Sorts after every character an id may hold: what bounds the ids of a prefix.</summary>
    public const char AfterIds = '\u007F';

    private const int EscapedControl = 6;

    private const int QuadraticUpTo = 8;

    /// <exception cref="ArgumentException">A name is empty, too long, or holds a character that is not allowed.</exception>
    public static void CheckPlace(string container, string partition)
    {
        CheckText(container, nameof(container));
        CheckText(partition, nameof(partition));
    }

    /// <exception cref="ArgumentException">It is empty, too long, or holds a character that is not allowed.</exception>
    public static void CheckId(string id) => CheckText(id, nameof(id));

    /// <exception cref="ArgumentException">It is too long, or holds a character that is not allowed.</exception>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0)
        {
            CheckText(prefix, nameof(prefix));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than <see cref="MaxPage"/>.</exception>
    public static void CheckPage(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
    }

    /// <exception cref="ArgumentException">No index is kept of the container.</exception>
    public static void CheckIndexed(string container)
    {
        if (!Containers.IsIndexed(container))
        {
            throw new ArgumentException($"No index is kept of the partitions of '{container}'.", nameof(container));
        }
    }

    /// <exception cref="ArgumentException">No operation or too many, an id that is not one or occurs twice, or too many bytes.</exception>
    public static void CheckTransaction(IReadOnlyList<StoreOperation> operations)
    {
        if (operations.Count is 0 or > MaxOperations)
        {
            throw new ArgumentException($"A transaction holds 1 to {MaxOperations} operations, this one {operations.Count}.", nameof(operations));
        }

        var raw = 0L;
        for (var i = 0; i < operations.Count; i++)
        {
            CheckId(operations[i].Id);
            raw += operations[i].Json.Length;
        }

        // Most transactions are so small that no escaping could make them too large.
        if ((EscapedControl * raw) + (operations.Count * BytesBesideBody) > MaxTransactionBytes && operations.Sum(o => (long)SizeOf(o.Json.Span)) is > MaxTransactionBytes and var bytes)
        {
            throw new ArgumentException($"A transaction holds at most {MaxTransactionBytes} bytes, this one {bytes}.", nameof(operations));
        }

        if (FindRepeatedId(operations) is { } id)
        {
            throw new ArgumentException($"The id '{id}' occurs twice in one transaction.", nameof(operations));
        }
    }

    /// <summary>Bytes that a document counts: its body as a JSON string, since a store that reads numbers as doubles must not see it as JSON, and what is beside it.</summary>
    public static int SizeOf(ReadOnlySpan<byte> json)
    {
        var size = BytesBesideBody + json.Length + json.Count((byte)'"') + json.Count((byte)'\\');
        for (var next = json.IndexOfAnyInRange((byte)0, (byte)0x1F); next >= 0; next = json.IndexOfAnyInRange((byte)0, (byte)0x1F))
        {
            size += EscapedControl - 1;
            json = json[(next + 1)..];
        }

        return size;
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
                    {
                        return operations[i].Id;
                    }
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
        {
            throw new ArgumentException($"'{text}': a document's {name} has 1 to {DocumentKey.MaxIdLength} characters.", name);
        }

        foreach (var c in text)
        {
            if (!DocumentKey.IsAllowed(c))
            {
                throw new ArgumentException($"'{text}': a document's {name} holds printable ASCII without / \\ ? #.", name);
            }
        }
    }
}
