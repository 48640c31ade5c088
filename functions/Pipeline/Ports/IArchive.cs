namespace TradingFunctions.Pipeline.Ports;

/// <summary>Where old records go: files on one machine, blobs in the cloud. What is written is never changed.</summary>
public interface IArchive
{
    /// <summary>Keeps documents of one kind; durable when it returns. Writing the same documents again is writing them once.</summary>
    /// <param name="kind">Of what they are: letters.</param>
    /// <param name="documents">JSON, UTF-8.</param>
    /// <returns>Where they are kept.</returns>
    Task<string> Write(string kind, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken);
}

/// <summary>Lists partitions, for retention alone: everything else knows the partition it asks for.</summary>
public interface IPartitionIndex
{
    /// <summary>Partitions of an indexed container that have documents, in ordinal order, after one of them. One whose last document has gone may still be among them.</summary>
    /// <exception cref="ArgumentException">No index is kept of this container, see <see cref="Containers.IsIndexed"/>.</exception>
    ValueTask<IReadOnlyList<string>> Partitions(string container, string? after, int limit, CancellationToken cancellationToken);
}
