using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace TradingFunctions.Infra.Cosmos.Access;

/// <summary>What every answer says of itself.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="SubStatus">Cosmos DB's own code beside it; 0 for none.</param>
/// <param name="RequestUnits">What it cost.</param>
/// <param name="ActivityId">By which support finds it.</param>
internal readonly record struct CosmosAnswer(int Status, int SubStatus, double RequestUnits, string ActivityId)
{
    private const string SubStatusHeader = "x-ms-substatus";

    /// <summary>The container or the database is not there.</summary>
    private const int OwnerNotFound = 1003;

    /// <summary>This replica has not yet what the session has written, and no other was found that has.</summary>
    private const int ReadSessionNotAvailable = 1002;

    /// <summary>Whether it is one that callers know what to do with: done, not there, there already, changed.</summary>
    public bool IsExpected => Status is (>= 200 and < 300) or 409 or 412 || (Status == 404 && SubStatus is not (OwnerNotFound or ReadSessionNotAvailable));

    public static CosmosAnswer Of(ResponseMessage message) => new((int)message.StatusCode, SubStatusOf(message.Headers), message.Headers.RequestCharge, message.Headers.ActivityId);

    /// <summary>Of a container that is looked up: that its database is missing is an answer too.</summary>
    public static CosmosAnswer OfLookUp(ResponseMessage message) => Of(message) with { SubStatus = 0 };

    public static CosmosAnswer Of(TransactionalBatchResponse batch) => new((int)batch.StatusCode, SubStatusOf(batch.Headers), batch.RequestCharge, batch.ActivityId);

    public static CosmosAnswer Of(CosmosException exception) => new((int)exception.StatusCode, exception.SubStatusCode, exception.RequestCharge, exception.ActivityId);

    private static int SubStatusOf(Headers headers) =>
        headers.TryGetValue(SubStatusHeader, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
}
