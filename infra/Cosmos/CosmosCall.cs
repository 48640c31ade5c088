namespace TradingFunctions.Infra.Cosmos;

/// <summary>Kinds of calls, as their cost is told apart.</summary>
public enum CosmosOperation
{
    /// <summary>Containers are looked up, when a host starts.</summary>
    Open,

    /// <summary>One document by its key.</summary>
    Read,

    /// <summary>One page of a query inside a partition.</summary>
    Query,

    /// <summary>One transactional batch.</summary>
    Write,
}

/// <summary>One call as it was answered, what the SDK repeated included.</summary>
/// <param name="Status">HTTP status; 0 where no answer came.</param>
/// <param name="RequestUnits">What the answer says it cost; 0 where none came.</param>
/// <param name="Time">From the first attempt to the answer.</param>
public readonly record struct CosmosCall(CosmosOperation Operation, string Container, int Status, double RequestUnits, TimeSpan Time)
{
    /// <summary><c>open</c>, <c>read</c>, <c>query</c> or <c>write</c>.</summary>
    public string OperationName => Operation switch
    {
        CosmosOperation.Open => "open",
        CosmosOperation.Read => "read",
        CosmosOperation.Query => "query",
        _ => "write",
    };

    /// <summary><c>done</c>, <c>refused</c> (not there, there already, changed), <c>throttled</c> or <c>failed</c>.</summary>
    public string Outcome => Status switch
    {
        >= 200 and < 300 => "done",
        404 or 409 or 412 => "refused",
        429 => "throttled",
        _ => "failed",
    };
}
