using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Sqlite;

public sealed class SqliteDocumentStoreContractTests() : SqliteContract(SqliteDurability.Full);

public sealed class SqliteScratchStoreContractTests() : SqliteContract(SqliteDurability.Scratch);

public abstract class SqliteContract(SqliteDurability durability) : DocumentStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    protected override IDocumentStore Open() => SqliteDocumentStore.Open(folder["store.db"], new SqliteOptions { Durability = durability });

    protected override void Close(IDocumentStore store) => ((SqliteDocumentStore)store).Dispose();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
