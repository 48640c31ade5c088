using TradingFunctions.Cloud.Tests.Hosting;
using TradingFunctions.Infra.Blobs;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Cloud.Tests.Blobs;

public sealed class BlobContainersTests
{
    [Fact]
    public async Task Make_OfAContainer_MakesItOnceHoweverOften()
    {
        await using var stub = await BlobStub.Start();

        await BlobContainers.Make(stub.Container("archive"), CancellationToken.None);
        await BlobContainers.Make(stub.Container("archive"), CancellationToken.None);

        stub.Containers.ShouldBe(["archive"]);
    }

    [Fact]
    public async Task Make_ThatIsRefused_NamesTheContainerAndWhatToDo()
    {
        await using var stub = await BlobStub.Start();
        stub.Fault = (403, "AuthorizationFailure");

        var refused = await Should.ThrowAsync<StoreException>(() => BlobContainers.Make(stub.Container("archive"), CancellationToken.None));

        refused.Message.ShouldContain("/archive");
        refused.Message.ShouldContain("AuthorizationFailure");
    }

    [Fact]
    public async Task Need_OfAContainerThatIsThere_MakesNothing()
    {
        await using var stub = await BlobStub.Start();
        await BlobContainers.Make(stub.Container("archive"), CancellationToken.None);
        var writes = 0;
        stub.Before = request => writes += request.Method == "PUT" ? 1 : 0;

        await BlobContainers.Need(stub.Container("archive"), CancellationToken.None);

        writes.ShouldBe(0);
    }

    [Fact]
    public async Task Need_OfAContainerThatIsMissing_NamesIt()
    {
        await using var stub = await BlobStub.Start();

        var missing = await Should.ThrowAsync<StoreException>(() => BlobContainers.Need(stub.Container("archive"), CancellationToken.None));

        missing.Message.ShouldContain("/archive");
        missing.Message.ShouldContain("there is no such container");
        stub.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Need_OfAContainerThatMayNotBeSeen_NamesItAndWhy()
    {
        await using var stub = await BlobStub.Start();
        stub.Fault = (403, "AuthorizationPermissionMismatch");

        var refused = await Should.ThrowAsync<StoreException>(() => BlobContainers.Need(stub.Container("archive"), CancellationToken.None));

        refused.Message.ShouldContain("/archive");
        refused.Message.ShouldContain("AuthorizationPermissionMismatch");
    }

    [Fact]
    public void Containers_OfTheSettings_AreAllThatTheHostUses()
    {
        var settings = AppVariables.Load(("TRADING_ARCHIVE", "http://127.0.0.1:10000/devstoreaccount1/archive"), ("TRADING_ARTEFACTS", "http://127.0.0.1:10000/devstoreaccount1/artefacts"));

        settings.Containers.Select(container => container.Segments[^1]).ShouldBe(["archive", "artefacts"]);
        var withPrices = settings with { Options = new TradingOptions { Analysis = new AnalysisOptions { Folder = "http://127.0.0.1:10000/devstoreaccount1/prices" } } };
        withPrices.Containers.Select(container => container.Segments[^1]).ShouldBe(["archive", "artefacts", "prices"]);
        AppVariables.Load().Containers.ShouldBeEmpty();
    }
}
