using Azure.Identity;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Cosmos.Access;

/// <summary>Failures of calls in the store's words. None repeats a key, a token or a document.</summary>
internal static class CosmosFailures
{
    private const int PartitionFull = 1014;

    public static Exception Of(string account, CosmosOperation operation, string container, CosmosAnswer answer, Exception? inner)
    {
        var text = $"{Name(operation)} {container} was answered {answer.Status}/{answer.SubStatus} (activity {answer.ActivityId})";
        return answer switch
        {
            { Status: 400 } => new InvalidOperationException($"{account}: {text}: the request is malformed.", inner),
            { Status: 401 } => Make(StoreFailure.Unavailable, "the credential is not accepted.", "Look at the host's identity, and at its clock."),
            { Status: 403, SubStatus: PartitionFull } => Make(StoreFailure.Full, "the partition has reached 20 GB.", "Run the retention, or keep less (retention in trading.yaml)."),
            { Status: 403 } => Make(StoreFailure.Unavailable, "this identity, or this network, may not do that.", "Look at the account's data role assignments (bicep/modules/roles.bicep) and its firewall."),
            { Status: 404 } => Make(StoreFailure.Unavailable, "the database or container is not there.", "Deploy bicep/main.bicep, or set store.database."),
            { Status: 413 } => Make(StoreFailure.Full, "the transaction is larger than the service takes.", "This is a mistake of the program: report it."),
            { Status: 429 or 449 } => Make(StoreFailure.Busy, "the throughput is used up.", "Try again; where it goes on, raise the container's throughput (docs/cosmos.md)."),
            { Status: 507 } => Make(StoreFailure.Full, "no room left.", "Run the retention, or keep less (retention in trading.yaml)."),
            _ => Make(StoreFailure.Unavailable, "the service failed.", "Try again; what was written is unknown. Azure's status page says more."),
        };

        StoreException Make(StoreFailure failure, string cause, string advice) => new(failure, account, $"{text}: {cause}", advice, inner);
    }

    public static StoreException TimedOut(string account, CosmosOperation operation, string container, TimeSpan timeout, Exception inner) =>
        new(StoreFailure.Unavailable, account, $"{Name(operation)} {container} was not answered within {timeout.TotalSeconds} s.", "Try again; what was written is unknown.", inner);

    public static StoreException Unreachable(string account, CosmosOperation operation, string container, Exception inner) =>
        new(StoreFailure.Unavailable, account, $"{Name(operation)} {container} did not reach the account: {inner.Message}.", "Look at store.endpoint and the network; what was written is unknown.", inner);

    public static StoreException NotSignedIn(string account, AuthenticationFailedException inner) =>
        new(StoreFailure.Unavailable, account, "the host has no identity to sign in with.", "On Azure set AZURE_CLIENT_ID to the app's identity; on a desk sign in with 'az login'.", inner);

    private static string Name(CosmosOperation operation) => operation switch
    {
        CosmosOperation.Open => "a look at",
        CosmosOperation.Read => "a read of",
        CosmosOperation.Query => "a query of",
        _ => "a write to",
    };
}
