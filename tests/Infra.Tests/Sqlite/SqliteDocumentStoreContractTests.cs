using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Sqlite;

public sealed class SqliteDocumentStoreContractTests : DocumentStoreContract, IDisposable
{
    private readonly TempFolder folder = new();

    protected override IDocumentStore Open() => SqliteDocumentStore.Open(folder["store.db"]);

    protected override void Close(IDocumentStore store) => ((SqliteDocumentStore)store).Dispose();

    public void Dispose() => folder.Dispose();
}
