using TradingFunctions.CosmosStub;
using TradingFunctions.Infra.Cosmos;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.TestKit.Stores;

namespace TradingFunctions.Infra.Tests.Cosmos;

public sealed class CosmosContractTests(CosmosContractTests.Fixture fixture) : CosmosContract(fixture), IClassFixture<CosmosContractTests.Fixture>
{
    public sealed class Fixture() : StubFixture(new StubSettings());
}

/// <summary>The same against an account that throttles, answers queries in small pieces of which the first is empty, and wants a plan of each.</summary>
public sealed class CosmosTroubledContractTests(CosmosTroubledContractTests.Fixture fixture) : CosmosContract(fixture), IClassFixture<CosmosTroubledContractTests.Fixture>
{
    public sealed class Fixture() : StubFixture(new StubSettings { ThrottlesEvery = 7, MostPerAnswer = 5, BeginsEmpty = true, NeedsPlans = true });
}

/// <summary>The store's contract over the real SDK, against the stand-in.</summary>
public abstract class CosmosContract(StubFixture fixture) : DocumentStoreContract
{
    protected override IDocumentStore Open() => CosmosDocumentStore.Open(StubStore.Options(fixture.Stub), CancellationToken.None).GetAwaiter().GetResult();

    protected override void Close(IDocumentStore store) => ((CosmosDocumentStore)store).Dispose();
}

/// <summary>One stand-in for a class of tests: each has partitions of its own.</summary>
public abstract class StubFixture(StubSettings settings) : IAsyncLifetime
{
    public CosmosAccountStub Stub { get; private set; } = null!;

    public async Task InitializeAsync() => Stub = await StubStore.Start(settings);

    public async Task DisposeAsync() => await Stub.DisposeAsync();
}
