using System.Text.Json;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using TradingFunctions.Pipeline.Configuration;

namespace TradingFunctions.Infra.Cosmos.Access;

/// <summary>How the account is reached.</summary>
internal static class CosmosClients
{
    /// <summary>By time and not by number: <see cref="StoreOptions.Timeout"/> is what counts.</summary>
    private const int MostThrottledAttempts = 1000;

    public static CosmosClient Create(StoreOptions options)
    {
        var client = new CosmosClientOptions
        {
            ApplicationName = "TradingFunctions",
            ConnectionMode = options.Connection == StoreConnection.Direct ? ConnectionMode.Direct : ConnectionMode.Gateway,
            RequestTimeout = options.Timeout,
            MaxRetryAttemptsOnRateLimitedRequests = MostThrottledAttempts,
            MaxRetryWaitTimeOnRateLimitedRequests = options.Timeout / 2,
            EnableContentResponseOnWrite = false,
            UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Web,
        };
        var endpoint = new Uri(options.Endpoint ?? throw new ArgumentException("store.endpoint is not set.", nameof(options)));
        if (string.IsNullOrEmpty(options.Key))
        {
            return new CosmosClient(endpoint.AbsoluteUri, new DefaultAzureCredential(), client);
        }

        // An emulator's certificate is signed by nobody.
        client.ServerCertificateCustomValidationCallback = (_, _, _) => endpoint.IsLoopback;
        return new CosmosClient(endpoint.AbsoluteUri, options.Key, client);
    }
}
