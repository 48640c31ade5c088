namespace TradingFunctions.CosmosStub.Batches;

/// <param name="Type">Number of the operation in the service's own list.</param>
/// <param name="Body">JSON of a create or replace.</param>
/// <param name="IfMatch">Quoted.</param>
internal sealed record BatchOperation(int Type, string? Id, byte[]? Body, string? IfMatch)
{
    public const int Create = 0;
    public const int Delete = 4;
    public const int Replace = 5;
}

internal sealed record BatchResult(int Status, string? ETag, double RequestUnits);
