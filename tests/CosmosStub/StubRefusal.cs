namespace TradingFunctions.CosmosStub;

/// <summary>A request that the service would not carry out.</summary>
public sealed class StubRefusal(int status, string message, int subStatus = 0) : Exception(message)
{
    public int Status { get; } = status;

    public int SubStatus { get; } = subStatus;
}
