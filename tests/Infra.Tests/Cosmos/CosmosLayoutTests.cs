using TradingFunctions.CosmosStub;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Tests.Cosmos;

/// <summary>Containers, keys and what a call costs.</summary>
public sealed class CosmosLayoutTests
{
    [Fact]
    public async Task Open_OfAnEmulatorWithoutDatabase_LaysItOut()
    {
        await using var stub = await CosmosAccountStub.Start();
        using (var store = await StubStore.Open(stub))
            await Write(store, "a");

        using var again = await StubStore.Open(stub);
        (await again.Read(new DocumentKey(Containers.Trading, "main", "a"), CancellationToken.None)).ShouldNotBeNull();
        stub.Calls.Count(call => call is { Kind: StubCallKind.Metadata, Method: "POST" }).ShouldBe(1 + Containers.PartitionProperties.Count);
    }

    [Fact]
    public async Task Open_OfAContainerWithAnotherPartitionKey_NamesBoth()
    {
        await using var stub = await CosmosAccountStub.Start();
        stub.Account.AddContainer("trading", Containers.Runs, "/somethingElse");

        var failure = await Should.ThrowAsync<StoreException>(() => StubStore.Open(stub));

        failure.Failure.ShouldBe(StoreFailure.Foreign);
        failure.Message.ShouldContain("/somethingElse");
        failure.Message.ShouldContain("/runId");
    }

    [Fact]
    public async Task Open_WithAWrongKey_SaysSoWithoutRepeatingIt()
    {
        await using var stub = await StubStore.Start();
        var options = StubStore.Options(stub) with { Key = Convert.ToBase64String("another key"u8) };
        stub.Account.RefusesKeys = true;

        var failure = await Should.ThrowAsync<StoreException>(() => CosmosDocumentStore.Open(options, CancellationToken.None));

        failure.Message.ShouldContain("credential");
        failure.ToString().ShouldNotContain(options.Key);
    }

    [Fact]
    public async Task Calls_OfEveryKind_NameTheirPartitionAndCarryTheSession()
    {
        await using var stub = await StubStore.Start();
        using var store = await StubStore.Open(stub);

        await Write(store, "a");
        await store.Read(new DocumentKey(Containers.Trading, "main", "a"), CancellationToken.None);
        await store.Query(Containers.Trading, "main", "a", afterId: null, limit: 1, descending: false, CancellationToken.None);

        var calls = stub.Calls.Where(call => call.Kind != StubCallKind.Metadata).ToArray();
        calls.Select(call => call.Kind).ShouldBe([StubCallKind.Batch, StubCallKind.Read, StubCallKind.Query]);
        calls.ShouldAllBe(call => call.Partition == "main");
        calls.Skip(1).ShouldAllBe(call => call.SessionToken != null);
    }

    [Fact]
    public async Task Calls_OfEveryKind_AreShownWithTheirCost()
    {
        await using var stub = await StubStore.Start();
        using var store = await StubStore.Open(stub);
        var calls = new List<CosmosCall>();
        store.Observer = calls.Add;

        await Write(store, "a");
        await Write(store, "a");
        await store.Read(new DocumentKey(Containers.Trading, "main", "a"), CancellationToken.None);
        await store.Query(Containers.Trading, "main", "a", afterId: null, limit: 1, descending: false, CancellationToken.None);

        calls.Select(call => (call.Operation, call.Outcome)).ShouldBe(
        [
            (CosmosOperation.Write, "done"), (CosmosOperation.Write, "refused"), (CosmosOperation.Read, "done"), (CosmosOperation.Read, "done"), (CosmosOperation.Query, "done"),
        ]);
        calls.ShouldAllBe(call => call.Container == Containers.Trading && call.RequestUnits > 0 && call.Time > TimeSpan.Zero);
    }

    [Fact]
    public async Task Signal_Stored_CostsOneEntryOfTheIndexMore()
    {
        await using var stub = await StubStore.Start();
        using var store = await StubStore.Open(stub);

        await store.Transact(Containers.Signals, "s-1", [StoreOperation.Create("signal", "1"u8.ToArray())], CancellationToken.None);
        await store.Transact(Containers.Signals, "s-1", [StoreOperation.Replace("signal", "2"u8.ToArray(), etag: null)], CancellationToken.None);

        stub.Calls.Where(call => call.Kind == StubCallKind.Batch).Select(call => (call.Path.Split('/')[4], call.Partition))
            .ShouldBe([(Containers.Config, "partitions-signals"), (Containers.Signals, "s-1"), (Containers.Signals, "s-1")]);
    }

    [Fact]
    public async Task UnknownContainer_IsRefused()
    {
        await using var stub = await StubStore.Start();
        using var store = await StubStore.Open(stub);

        await Should.ThrowAsync<ArgumentException>(async () => await store.Read(new DocumentKey("elsewhere", "p", "a"), CancellationToken.None));
    }

    private static async Task Write(CosmosDocumentStore store, string id) =>
        await store.Transact(Containers.Trading, "main", [StoreOperation.Create(id, "1"u8.ToArray())], CancellationToken.None);
}
