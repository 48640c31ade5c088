namespace TradingFunctions.CosmosStub.Storage;

/// <summary>Databases, containers and documents. One lock: what is done under it is a transaction.</summary>
public sealed class StubAccount
{
    private readonly Dictionary<string, Dictionary<string, StubContainer>> databases = new(StringComparer.Ordinal);
    private long version;
    private int containers;

    /// <summary>Whether every signature is taken for a wrong one.</summary>
    public bool RefusesKeys { get; set; }

    internal Lock Gate { get; } = new();

    internal long Version => version;

    internal long NextVersion() => ++version;

    public void AddDatabase(string database)
    {
        lock (Gate)
        {
            databases.TryAdd(database, new Dictionary<string, StubContainer>(StringComparer.Ordinal));
        }
    }

    /// <param name="partitionPath">With its slash.</param>
    public void AddContainer(string database, string container, string partitionPath)
    {
        AddDatabase(database);
        lock (Gate)
        {
            databases[database].TryAdd(container, new StubContainer(container, partitionPath, ResourceIdOf(++containers)));
        }
    }

    internal bool HasDatabase(string database)
    {
        lock (Gate)
        {
            return databases.ContainsKey(database);
        }
    }

    internal StubContainer? Find(string database, string container)
    {
        lock (Gate)
        {
            return databases.GetValueOrDefault(database)?.GetValueOrDefault(container);
        }
    }

    /// <summary>Eight bytes: four of the database, four of the container, the highest bit of whose first says so.</summary>
    private static string ResourceIdOf(int number) => Convert.ToBase64String([1, 0, 0, 0, 0x80, 0, 0, (byte)number]).Replace('/', '-');
}
