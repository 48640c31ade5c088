using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Pipeline.Configuration;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Access;

/// <summary>The containers of the store, each with the property that holds a document's partition.</summary>
internal sealed class CosmosContainers
{
    private readonly FrozenDictionary<string, Container> byName;

    private CosmosContainers(Database database) =>
        byName = Containers.PartitionProperties.Keys.ToFrozenDictionary(name => name, database.GetContainer, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The store has no such container.</exception>
    public Container this[string name] => byName.GetValueOrDefault(name) ?? throw new ArgumentException($"'{name}' is no container of the store.", nameof(name));

    /// <summary>Looks every container up, so that a wrong layout ends the start and not the first order.</summary>
    public static async Task<CosmosContainers> Open(CosmosClient client, StoreOptions options, CosmosCalls calls, CancellationToken cancellationToken)
    {
        var containers = new CosmosContainers(client.GetDatabase(options.Database));
        var found = await Task.WhenAll(containers.byName.Select(async pair => (pair.Key, IsThere: await containers.Check(pair.Key, options.Database, calls, cancellationToken))));
        var missing = found.Where(container => !container.IsThere).Select(container => container.Key).Order(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0 && string.IsNullOrEmpty(options.Key))
        {
            throw new StoreException(
                StoreFailure.Unavailable, client.Endpoint.Host, $"the database '{options.Database}' has no container {string.Join(", ", missing)}.", "Deploy bicep/main.bicep, or set store.database.");
        }

        foreach (var name in missing)
        {
            await calls.Run(CosmosOperation.Open, name, token => Make(client, options.Database, name, token), static made => made, cancellationToken);
        }

        return containers;
    }

    /// <returns>Whether it is there.</returns>
    private async Task<bool> Check(string name, string database, CosmosCalls calls, CancellationToken cancellationToken)
    {
        using var answer = await calls.Run(CosmosOperation.Open, name, token => this[name].ReadContainerStreamAsync(cancellationToken: token), CosmosAnswer.OfLookUp, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        using var json = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellationToken);
        var paths = json.RootElement.GetProperty("partitionKey").GetProperty("paths").EnumerateArray().Select(path => path.GetString()).ToArray();
        var expected = "/" + Containers.PartitionProperties[name];
        return paths.Length == 1 && paths[0] == expected
            ? true
            : throw new StoreException(
                StoreFailure.Foreign, $"{database}/{name}", $"the container is partitioned by {string.Join(", ", paths)}, not by {expected}.", "Use a database of this program alone.");
    }

    private static async Task<CosmosAnswer> Make(CosmosClient client, string database, string name, CancellationToken cancellationToken)
    {
        Database made = await client.CreateDatabaseIfNotExistsAsync(database, cancellationToken: cancellationToken);
        var partition = $"/{Containers.PartitionProperties[name]}";
        var indexing = new IndexingPolicy { IncludedPaths = { new IncludedPath { Path = partition + "/?" } }, ExcludedPaths = { new ExcludedPath { Path = "/*" } } };
        var container = await made.CreateContainerIfNotExistsAsync(new ContainerProperties(name, partition) { IndexingPolicy = indexing }, cancellationToken: cancellationToken);
        return new CosmosAnswer((int)container.StatusCode, SubStatus: 0, container.RequestCharge, container.ActivityId);
    }
}
