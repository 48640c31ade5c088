using TradingFunctions.CosmosStub;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Cosmos;

/// <summary>Stand-ins laid out as the deployment lays an account out, and stores on them.</summary>
internal static class StubStore
{
    private const string Database = "trading";

    public static async Task<CosmosAccountStub> Start(StubSettings? settings = null)
    {
        var stub = await CosmosAccountStub.Start(settings);
        foreach (var (container, property) in Containers.PartitionProperties)
            stub.Account.AddContainer(Database, container, "/" + property);
        return stub;
    }

    /// <param name="timeout">Of a call; no test but those of the time-out itself should meet it.</param>
    public static StoreOptions Options(CosmosAccountStub stub, TimeSpan? timeout = null) => new()
    {
        Kind = StoreKind.Cosmos,
        Endpoint = stub.Address.AbsoluteUri,
        Key = CosmosAccountStub.Key,
        Database = Database,
        Timeout = timeout ?? TimeSpan.FromMinutes(2),
    };

    public static Task<CosmosDocumentStore> Open(CosmosAccountStub stub, TimeSpan? timeout = null) => CosmosDocumentStore.Open(Options(stub, timeout), CancellationToken.None);
}
