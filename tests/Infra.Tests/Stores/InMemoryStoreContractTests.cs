using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Stores;

/// <summary>The store that other tests rest on keeps the promises of the real ones.</summary>
public sealed class InMemoryStoreContractTests : DocumentStoreContract
{
    private readonly InMemoryDocumentStore store = new();

    protected override IDocumentStore Open() => store;

    protected override void Close(IDocumentStore store)
    {
        // It lasts as long as the test.
    }
}
