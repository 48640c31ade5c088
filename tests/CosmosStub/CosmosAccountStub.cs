using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using TradingFunctions.CosmosStub.Http;
using TradingFunctions.CosmosStub.Storage;

namespace TradingFunctions.CosmosStub;

/// <summary>How the stand-in answers where the service is free to choose.</summary>
public sealed record StubSettings
{
    /// <summary>Most documents of one answer to a query; an answer of the service ends where it likes.</summary>
    public int MostPerAnswer { get; init; } = int.MaxValue;

    /// <summary>Whether the first answer to a query is empty, with a continuation.</summary>
    public bool BeginsEmpty { get; init; }

    /// <summary>Whether clients must ask for a query's plan first, as accounts may say.</summary>
    public bool NeedsPlans { get; init; }

    /// <summary>Every so-manieth call for documents is throttled; 0 throttles none.</summary>
    public int ThrottlesEvery { get; init; }

    /// <summary>Every so-manieth batch is carried out and not answered; 0 loses none.</summary>
    public int LosesEvery { get; init; }
}

/// <summary>
/// A Cosmos DB account as its REST interface is documented, in gateway mode, as far as a document store goes: account, databases, containers, ranges, point reads,
/// transactional batches and queries inside a partition. What it does not know is answered 400.
/// </summary>
public sealed class CosmosAccountStub : IAsyncDisposable
{
    /// <summary>A key of the right form. Signatures are not checked.</summary>
    public static readonly string Key = Convert.ToBase64String("a key that opens a stand-in only"u8);

    private readonly WebApplication server;

    private CosmosAccountStub(WebApplication server, StubSettings settings)
    {
        this.server = server;
        Settings = settings;
        server.Run(new StubRouter(this).Handle);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(server.Urls.First());

    public StubSettings Settings { get; }

    /// <summary>What is kept.</summary>
    public StubAccount Account { get; } = new();

    public StubFaults Faults { get; } = new();

    /// <summary>Calls in the order of their arrival, metadata included.</summary>
    public ConcurrentQueue<StubCall> Calls { get; } = new();

    public static async Task<CosmosAccountStub> Start(StubSettings? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024);
        var stub = new CosmosAccountStub(builder.Build(), settings ?? new StubSettings());
        await stub.server.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
