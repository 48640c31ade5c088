namespace TradingFunctions.CosmosStub.Storage;

/// <param name="PartitionPath">With its slash.</param>
/// <param name="ResourceId">As the service names it.</param>
public sealed record StubContainer(string Id, string PartitionPath, string ResourceId)
{
    private readonly Dictionary<string, SortedDictionary<string, StubDocument>> partitions = new(StringComparer.Ordinal);

    /// <summary>Documents by id, in the order of their bytes.</summary>
    internal SortedDictionary<string, StubDocument> Partition(string key)
    {
        if (!partitions.TryGetValue(key, out var documents))
        {
            partitions[key] = documents = new SortedDictionary<string, StubDocument>(StringComparer.Ordinal);
        }

        return documents;
    }
}
